// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/draft.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace hookloupe::ui {

/// Whether and how a replay is signed anew. A secret typed here is kept nowhere, and wiped when this goes.
class SigningBar : public QWidget {
    Q_OBJECT

public:
    /// `secrets` are the endpoint's, newest first; `scheme` is what the request was signed by.
    SigningBar(std::vector<std::string> secrets, std::string scheme, QWidget* parent);
    ~SigningBar() override;

    [[nodiscard]] Signing signing() const;
    void choose(const Signing& signing);        ///< as far as it is offered; its secret is not taken over
    /// For requests of several endpoints: the secret is that of each one's endpoint, the scheme (then empty) each one's own.
    void setForMany();
    /// Only a Speckle body can go over into the other form. Whether signing() is another one now.
    bool setDialectOffered(bool offered);
    void setMode(client::Mode mode);            ///< Speckle signs in its own way alone

Q_SIGNALS:
    void changed();

private:
    void showFields();

    std::string m_secret;
    bool m_hasSecret;
    bool m_dialectOffered = false;
    client::Mode m_mode = client::Mode::Exact;
    QComboBox* m_with;
    QLineEdit* m_typed;
    QComboBox* m_scheme;
    QComboBox* m_dialect;
};

} // namespace hookloupe::ui
