// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoints/endpoint_page.h"
#include "forward/forwarding.h"
#include "server/capture_server.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QSpinBox;

namespace hookloupe::ui {

/// Where the endpoint passes requests on to.
class ForwardPage : public EndpointPage {
    Q_OBJECT

public:
    static constexpr auto pageName = "forwardPage";

    /// Where `listening` is no handler is taken: see forward::isOwnAddress().
    ForwardPage(const Endpoint& endpoint, QWidget* parent, server::ListenAddress listening = {});

    [[nodiscard]] QString title() const override;
    void takeInto(Endpoint& endpoint) const override;
    [[nodiscard]] QString complaint() const override;

private:
    [[nodiscard]] std::string text() const;
    void showForwarding(const forward::Forwarding& forwarding);
    void targetsChanged();
    void keepUnknown(const std::string& text, const Error& error);
    void writeAnew();

    server::ListenAddress m_listening;
    bool m_unknown = false;      ///< saved by a newer version: kept as it is
    QWidget* m_unknownNote = nullptr;
    QWidget* m_options;
    QPlainTextEdit* m_targets;
    QLabel* m_elsewhere;
    QComboBox* m_answer;
    QComboBox* m_pace;
    QSpinBox* m_perSecond;
    QSpinBox* m_timeLimit;
    QCheckBox* m_xForwarded;
    QCheckBox* m_rejectedToo;
};

} // namespace hookloupe::ui
