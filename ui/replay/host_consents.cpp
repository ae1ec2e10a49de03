// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/host_consents.h"

#include "base/text.h"
#include "style/short_words.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HostConsents)
};

std::string placeOf(const replay::WebUrl& url)
{
    return url.target.host + ':' + std::to_string(url.target.port);
}

bool contains(const std::vector<std::string>& names, const std::string& wanted)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return equalsIgnoreCase(name, wanted); });
}

} // namespace

std::optional<std::vector<std::string>> HostConsents::leftOut(const replay::WebUrl& url, const std::vector<std::string>& telling) const
{
    if (url.isLoopback())
        return std::vector<std::string>();
    const auto known = m_hosts.find(placeOf(url));
    if (known == m_hosts.end())
        return std::nullopt;
    if (known->second.leaveOut && !known->second.named.empty())
        return telling;
    const bool allNamed = std::all_of(telling.begin(), telling.end(),
                                      [&](const std::string& name) { return contains(known->second.named, name); });
    return allNamed ? std::optional(std::vector<std::string>()) : std::nullopt;
}

void HostConsents::remember(const replay::WebUrl& url, const std::vector<std::string>& telling, bool leaveOut)
{
    Choice& choice = m_hosts[placeOf(url)];
    choice.leaveOut = leaveOut;
    choice.named.insert(choice.named.end(), telling.begin(), telling.end());
}

void askAboutHost(QWidget* parent, const QString& host, const std::vector<std::string>& telling, HostQuestion about,
                  std::function<void(bool)> then)
{
    const bool many = about == HostQuestion::Many;
    QString text = many ? Words::tr("The requests go to %1, which is not this machine.").arg(host)
                        : Words::tr("The request goes to %1, which is not this machine.").arg(host);
    if (!telling.empty()) {
        QStringList names;
        for (const std::string& name : telling)
            names << shownText(name, 60);
        const QString all = names.join(QStringLiteral(", "));
        if (many)
            text += u'\n' + Words::tr("They may carry fields that give rights or prove who sent them: %1.").arg(all);
        else
            text += u'\n' + (telling.size() == 1 ? Words::tr("It carries %1, which gives rights or proves who sent it.").arg(names.front())
                                   : Words::tr("It carries %1, which give rights or prove who sent it.").arg(all));
    }
    text += u'\n' + Words::tr("You are asked once for each host while the program runs.");
    auto* box = new QMessageBox(QMessageBox::Warning, Words::tr("Send to another machine?"), text, QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("askAboutHost"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    if (!telling.empty()) {
        QPushButton* without = box->addButton(telling.size() == 1 ? Words::tr("Send &without it") : Words::tr("Send &without them"),
                                              QMessageBox::AcceptRole);
        QObject::connect(without, &QPushButton::clicked, parent, [then] { then(true); });
    }
    QPushButton* all = box->addButton(telling.empty() ? Words::tr("&Send") : Words::tr("Send &all of it"), QMessageBox::AcceptRole);
    QObject::connect(all, &QPushButton::clicked, parent, [then] { then(false); });
    box->setDefaultButton(QMessageBox::Cancel);
    box->open();
}

} // namespace hookloupe::ui
