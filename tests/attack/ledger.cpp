// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include "store/reader.h"
#include "support/raw_client.h"

#include <QCryptographicHash>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

QByteArray digestOf(const std::string& one, const std::string& other = {})
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(one.data(), static_cast<qsizetype>(one.size())));
    hash.addData(QByteArrayView(other.data(), static_cast<qsizetype>(other.size())));
    return hash.result();
}

std::size_t randomSize(Dice& dice, std::size_t largest)
{
    const auto kind = dice.below(100);
    return dice.below(1 + std::min<std::size_t>(largest, kind < 60 ? 200 : kind < 90 ? 5'000 : kind < 98 ? 60'000 : largest));
}

std::string chunked(Dice& dice, const std::string& body)
{
    std::string all;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t size = std::min(body.size() - at, 1 + dice.below(20'000));
        all += QByteArray::number(qulonglong{size}, 16).toStdString() + "\r\n" + body.substr(at, size) + "\r\n";
        at += size;
    }
    return all + "0\r\n\r\n";
}

} // namespace

void Ledger::sent(const std::string& request)
{
    const std::lock_guard lock(m_mutex);
    m_entries.try_emplace(digestOf(request), Entry{request.substr(0, std::min<std::size_t>(request.find("\r\n"), 80)), 0});
}

void Ledger::answered(const std::string& request, int status)
{
    const std::lock_guard lock(m_mutex);
    m_entries.at(digestOf(request)).status = status;
    m_acknowledged += status >= 200 && status < 300;
    m_refused += status >= 300;
}

std::set<int> Ledger::statuses() const
{
    const std::lock_guard lock(m_mutex);
    std::set<int> all;
    for (const auto& [digest, entry] : m_entries)
        all.insert(entry.status);
    return all;
}

bool Ledger::hasAcknowledged(const std::string& request) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(digestOf(request));
    return found != m_entries.end() && found->second.status >= 200 && found->second.status < 300;
}

QString Ledger::faultsIn(const std::string& store) const
{
    const auto reader = store::Reader::open(store);
    if (!reader)
        return u"cannot be read: "_s + QString::fromStdString(reader.error().detail);
    const auto ids = (*reader)->ids({});
    if (!ids)
        return u"cannot be listed: "_s + QString::fromStdString(ids.error().detail);
    std::map<QByteArray, int> times;
    for (const CaptureId id : *ids) {
        const auto capture = (*reader)->capture(id);
        if (!capture)
            return u"capture %1 cannot be read: %2"_s.arg(toInt(id)).arg(QString::fromStdString(capture.error().detail));
        ++times[digestOf((*capture)->head, (*capture)->body)];
    }
    const std::lock_guard lock(m_mutex);
    QStringList faults;
    for (const auto& [digest, entry] : m_entries) {
        const int stored = times[digest];
        const bool acknowledged = entry.status >= 200 && entry.status < 300;
        if (stored > 1 || (acknowledged && stored == 0))
            faults << u"%1, answered %2, is stored %3 times"_s.arg(QString::fromStdString(entry.line)).arg(entry.status).arg(stored);
    }
    return faults.isEmpty() ? QString() : u"%1 of %2: %3"_s.arg(faults.size()).arg(m_entries.size()).arg(faults.mid(0, 5).join(u"; "_s));
}

std::string randomRequest(Dice& dice, const std::string& name, int number, std::size_t largestBody)
{
    const std::string body = dice.bytes(randomSize(dice, largestBody));
    std::string head = "POST /load/" + name + "/" + std::to_string(number) + " HTTP/1.1\r\nHost: h\r\n";
    if (dice.chance(30))
        head += "X-Noise: " + std::string(dice.below(300), 'n') + "\r\n";
    if (dice.chance(20))
        return head + "Transfer-Encoding: chunked\r\n\r\n" + chunked(dice, body);
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

int post(std::uint16_t port, Ledger& ledger, const std::string& request)
{
    ledger.sent(request);
    RawClient client(port);
    const int status = client.connected() && client.send(request) ? client.readAnswer().status : 0;
    ledger.answered(request, status);
    return status;
}

Load::Load(std::uint16_t port, Ledger& ledger, quint64 seed, int clients, std::size_t largestBody)
{
    for (int i = 0; i < clients; ++i)
        m_clients.emplace_back([this, port, &ledger, seed, i, largestBody] {
            run(port, ledger, seed * 1000 + static_cast<quint64>(i), largestBody);
        });
}

void Load::stop()
{
    m_stopped = true;
    for (std::thread& client : m_clients) {
        if (client.joinable())
            client.join();
    }
}

void Load::run(std::uint16_t port, Ledger& ledger, quint64 seed, std::size_t largestBody)
{
    static std::atomic<int> loads = 0;
    const std::string name = std::to_string(seed) + "-" + std::to_string(++loads);
    Dice dice(seed);
    std::optional<RawClient> client;
    for (int number = 0; !m_stopped; ++number) {
        if (!client || !client->connected() || dice.chance(5)) {
            client.emplace(port);
            if (!client->connected())
                return;
        }
        const std::string request = randomRequest(dice, name, number, largestBody);
        ledger.sent(request);
        (void)client->send(request); // an answer may come before all of it is taken
        const RawAnswer answer = client->readAnswer();
        ledger.answered(request, answer.status);
        if (answer.status != 200 || answer.saysClose())
            client.reset();
    }
}

} // namespace hookloupe::test
