// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QTcpSocket;

namespace hookloupe::test {

/// An answer as read off the wire.
struct RawAnswer {
    int status = 0;          ///< 0 = none came
    std::string head;        ///< with the empty line
    std::string body;

    /// The value of a header of that name (any case), trimmed; empty if there is none.
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool saysClose() const { return header("Connection") == "close"; }
};

/// Sends exactly the bytes it is given and reads what comes. Blocking: the server must run in another thread.
class RawClient {
public:
    enum class Mode {
        Plain,
        Tls,    ///< any certificate is good
        Narrow, ///< plain, and the network takes but some tens of kilobytes that this client does not read
    };

    explicit RawClient(std::uint16_t port, Mode mode = Mode::Plain, const char* address = "127.0.0.1");
    ~RawClient();                       ///< closes, if still open
    RawClient(RawClient&&) noexcept;

    [[nodiscard]] bool connected() const;
    /// False if the peer closed before all was handed over.
    bool send(std::string_view bytes);
    /// The same in pieces of `size` bytes, each handed to the network by itself.
    bool sendInPieces(std::string_view bytes, std::size_t size);
    /// No more will be sent; still reads.
    void halfClose();
    void close();                       ///< FIN
    void reset();                       ///< RST

    /// The next answer, an interim one too; status 0 if the peer closed or nothing came in time.
    RawAnswer readAnswer(bool toHead = false);
    /// Everything until the peer closes; nothing if it does not.
    std::optional<std::string> readToEnd();
    /// The peer closes without another byte.
    [[nodiscard]] bool seesEnd();
    /// What came beyond the last answer.
    [[nodiscard]] const std::string& buffered() const { return m_buffer; }
    [[nodiscard]] std::string peerCertificateDigest() const; ///< SHA-256, hex; TLS only
    [[nodiscard]] std::uint16_t localPort() const;

private:
    bool readMore();

    std::unique_ptr<QTcpSocket> m_socket;
    std::string m_buffer;
};

} // namespace hookloupe::test
