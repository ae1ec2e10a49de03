// SPDX-License-Identifier: GPL-3.0-or-later
#include "consent/host_consents.h"

#include "style/short_words.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HostConsents)
};

QString listed(const std::vector<std::string>& names)
{
    QStringList shownNames;
    for (const std::string& name : names)
        shownNames << shownText(name, 60);
    return shownNames.join(QStringLiteral(", "));
}

QMessageBox* question(QWidget* parent, const QString& title, const QString& text)
{
    auto* box = new QMessageBox(QMessageBox::Warning, title, text, QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("askAboutHost"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace

void askAboutHost(QWidget* parent, const QString& host, const std::vector<std::string>& telling, HostQuestion about,
                  std::function<void(bool)> then, bool asSpeckle)
{
    const bool many = about == HostQuestion::Many;
    QString text = many ? Words::tr("The requests go to %1, which is not this machine.").arg(host)
                        : Words::tr("The request goes to %1, which is not this machine.").arg(host);
    if (!telling.empty()) {
        const QString all = listed(telling);
        if (many)
            text += u'\n' + Words::tr("They may carry fields that give rights or prove who sent them: %1.").arg(all);
        else
            text += u'\n' + (telling.size() == 1 ? Words::tr("It carries %1, which gives rights or proves who sent it.").arg(all)
                                   : Words::tr("It carries %1, which give rights or prove who sent it.").arg(all));
    }
    if (asSpeckle && !telling.empty())
        text += u'\n' + Words::tr("Speckle sends no request without a signature: left out, it is that of a webhook without a secret, which "
                                  "anyone can compute.");
    text += u'\n' + Words::tr("You are asked once for each host while the program runs.");
    QMessageBox* box = question(parent, Words::tr("Send to another machine?"), text);
    if (!telling.empty()) {
        QPushButton* without = box->addButton(telling.size() == 1 ? Words::tr("Send &without it") : Words::tr("Send &without them"),
                                              QMessageBox::AcceptRole);
        QObject::connect(without, &QPushButton::clicked, parent, [then] { then(true); });
    }
    QPushButton* all = box->addButton(telling.empty() ? Words::tr("&Send") : Words::tr("Send &all of it"), QMessageBox::AcceptRole);
    QObject::connect(all, &QPushButton::clicked, parent, [then] { then(false); });
    box->open();
}

void withConsent(QWidget* parent, const std::shared_ptr<HostConsents>& consents, const client::WebUrl& url,
                 const std::vector<std::string>& telling, HostQuestion about,
                 std::function<void(const std::vector<std::string>&)> then, bool asSpeckle)
{
    if (const auto leftOut = consents->leftOut(url, telling))
        return then(*leftOut);
    const auto answered = [consents, url, telling, then = std::move(then)](bool leaveOut) {
        consents->remember(url, telling, leaveOut);
        then(leaveOut ? telling : std::vector<std::string>());
    };
    askAboutHost(parent, shownText(url.target.host), telling, about, answered, asSpeckle);
}

void askAboutForwarding(QWidget* parent, const std::vector<std::string>& hosts, std::function<void()> then)
{
    const QString text = hosts.size() == 1
        ? Words::tr("Every request of this endpoint will go on to %1, which is not this machine.").arg(listed(hosts))
        : Words::tr("Every request of this endpoint will go on to %1, which are not this machine.").arg(listed(hosts));
    QMessageBox* box = question(parent, Words::tr("Forward to another machine?"),
                                text + u'\n' + Words::tr("They go there whole, with the fields that give rights or prove who sent them: "
                                                         "Authorization, Cookie, the signature."));
    QPushButton* yes = box->addButton(Words::tr("&Forward"), QMessageBox::AcceptRole);
    QObject::connect(yes, &QPushButton::clicked, parent, [then = std::move(then)] { then(); });
    box->open();
}

} // namespace hookloupe::ui
