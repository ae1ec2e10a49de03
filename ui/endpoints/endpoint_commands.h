// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QObject>

#include <functional>
#include <optional>

class QWidget;

namespace hookloupe::ui {

class UndoHistory;

/// What the actions on endpoints do: dialogs and saving; removing them is in removals.h.
class EndpointCommands : public QObject {
    Q_OBJECT

public:
    /// `window` is the parent of dialogs and of this.
    EndpointCommands(session::Session& session, QWidget* window);

    /// Other secrets can be taken back from then on. It must outlive the use of this.
    void setHistory(UndoHistory& history) { m_history = &history; }

    void create();
    /// Opens the dialog, at a page of it by its object name.
    void edit(const Endpoint& endpoint, const QString& page = {});
    /// "http://127.0.0.1:4100/hooks/ci"; empty while nothing listens.
    [[nodiscard]] QString urlOf(const Endpoint& endpoint) const;

Q_SIGNALS:
    void saved(qint64 endpointId);             ///< a new or edited one is in the store
    void created(qint64 endpointId);           ///< after saved(): it is a new one
    void failed(const QString& sentence);
    void takenBack(const QString& sentence);   ///< what a step back has done

private:
    void openDialog(const Endpoint& endpoint, bool isNew, const QString& page = {});
    /// `secrets`: nothing = they stay as they are.
    void save(const Endpoint& endpoint, const std::optional<std::vector<std::string>>& secrets, bool isNew);
    void changeSecrets(const Endpoint& endpoint, const std::vector<std::string>& secrets, bool isNew);
    [[nodiscard]] bool isUnreadable(EndpointId id) const;
    [[nodiscard]] std::function<void(const QString&, const Error&)> complain();
    [[nodiscard]] QString baseUrl() const;
    [[nodiscard]] QString secretPlace() const;

    session::Session& m_session;
    QWidget* m_window;
    UndoHistory* m_history = nullptr;
};

} // namespace hookloupe::ui
