// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "server/capture_server.h"

#include <QDialog>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QTabWidget;

namespace hookloupe::ui {

class EndpointPage;
class SecretsEditor;
class TriggersList;

/// What the endpoint dialog needs to know around the endpoint it edits.
struct EndpointSurroundings {
    QString baseUrl;                 ///< "http://127.0.0.1:4100"; empty while nothing listens
    std::vector<Endpoint> others;    ///< to refuse a path twice
    QString secretPlace;             ///< a sentence: where secrets are kept
    std::optional<std::string> answerFolder{}; ///< whose files may be answers; without it none is looked at
    QString answerNote{};            ///< sentences above the pages of the answer and of forwarding; empty: none
    QString forwardNote{};
    /// Called before the dialog is accepted; it is, once `save` is called. Empty: nothing needs the user's consent.
    std::function<void(QWidget* dialog, const Endpoint& endpoint, std::function<void()> save)> confirm{};
    bool secretsUnreadable = false;  ///< the endpoint has secrets that cannot be read
    server::ListenAddress listening{}; ///< to refuse a handler that is there; port 0 while nothing listens
};

/// The fields of Speckle's webhook form, for one endpoint. Nothing is saved here: the caller takes endpoint() and
/// secrets() after it was accepted.
class EndpointDialog : public QDialog {
    Q_OBJECT

public:
    /// A new endpoint if `isNew`. The catch-all has no path to edit.
    EndpointDialog(const Endpoint& endpoint, const std::vector<std::string>& secrets, bool isNew,
                   EndpointSurroundings around, QWidget* parent = nullptr);

    [[nodiscard]] Endpoint endpoint() const;
    [[nodiscard]] std::vector<std::string> secrets() const;
    [[nodiscard]] bool keepsUnreadableSecrets() const; ///< they were neither removed nor replaced
    /// Why it cannot be saved as it is; empty if it can.
    [[nodiscard]] QString complaint() const;

    /// Shows the page of that object name, or begins with the secrets if it is `secretsPage`; else nothing happens.
    void showPage(const QString& name);
    static constexpr const char* secretsPage = "secrets";

    void accept() override;

private:
    void addPages();
    void addUrl(QFormLayout& form);
    void addPath(QFormLayout& form);
    void addSecrets(QFormLayout& form, const std::vector<std::string>& secrets);
    void addScheme(QFormLayout& form);
    void showUrl();
    [[nodiscard]] QString pathComplaint() const;
    void showComplaint(const QString& text);

    Endpoint m_endpoint;
    EndpointSurroundings m_around;
    bool m_isCatchAll;
    QLineEdit* m_url = nullptr;
    QLineEdit* m_path = nullptr;
    QLineEdit* m_description = nullptr;
    SecretsEditor* m_secrets = nullptr;
    QComboBox* m_scheme = nullptr;
    TriggersList* m_triggers = nullptr;
    QCheckBox* m_enabled = nullptr;
    QCheckBox* m_rejectInvalid = nullptr;
    QCheckBox* m_acceptUnsigned = nullptr;
    QLabel* m_complaint = nullptr;
    QTabWidget* m_tabs = nullptr;
    std::vector<EndpointPage*> m_pages; ///< behind the main form, in this order
};

} // namespace hookloupe::ui
