// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_limits_page.h"

#include "settings/settings_row.h"
#include "style/short_words.h"

#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using session::LimitInfo;
using session::LimitUnit;

namespace {

struct LimitWords {
    QString title;
    QString explanation;    ///< what happens beyond it
};

LimitWords wordsOf(std::string_view name)
{
    using P = SettingsLimitsPage;
    if (name == "request-line")
        return {P::tr("Length of the request line"), P::tr("Longer ones are answered 414.")};
    if (name == "head")
        return {P::tr("Size of the head"), P::tr("Request line and header fields together. Larger ones are answered 431.")};
    if (name == "fields")
        return {P::tr("Number of header fields"), P::tr("More are answered 431.")};
    if (name == "body")
        return {P::tr("Size of the body"), P::tr("Larger ones are answered 413. Speckle's payloads are some kB, with pictures "
                                                 "some MB.")};
    if (name == "bytes-in-flight")
        return {P::tr("Bytes taken at the same time"), P::tr("Of all connections together. Beyond it, requests are answered "
                                                             "503, so that memory stays bounded.")};
    if (name == "connections")
        return {P::tr("Open connections"), P::tr("When there are as many, a new one takes the place of the one that is idle for "
                                                 "longest. Without an idle one it is answered 503.")};
    if (name == "web-page-bytes")
        return {P::tr("Bytes a minute from web pages"), P::tr("What a browser sends for a page that it shows (Origin, "
                                                              "Sec-Fetch-Site). More is answered 429 and not kept, so that no page "
                                                              "fills the disk.")};
    if (name == "head-deadline")
        return {P::tr("Time for the head"), P::tr("A head that takes longer is answered 408. A connection that sends nothing for "
                                                  "as long is closed.")};
    if (name == "body-deadline")
        return {P::tr("Time for the body"), P::tr("A body that takes longer is answered 408.")};
    if (name == "refused-deadline")
        return {P::tr("Time for the rest of a refused request"), P::tr("Its answer waits so long at most, so that its body can be "
                                                                       "shown.")};
    if (name == "idle-deadline")
        return {P::tr("Time between two requests"), P::tr("A connection that is silent for longer is closed.")};
    if (name == "write-deadline")
        return {P::tr("Time to read the answer"), P::tr("A client that takes longer is disconnected.")};
    if (name == "tls-deadline")
        return {P::tr("Time for the TLS handshake"), P::tr("A connection that takes longer is closed.")};
    return {QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), {}};
}

QString valueWords(const LimitInfo& info, std::int64_t value)
{
    server::Limits limits;
    info.set(limits, value);
    const QString text = QString::fromStdString(session::limitText(info, limits));
    return info.unit == LimitUnit::Bytes && value < 1024 ? SettingsLimitsPage::tr("%1 bytes").arg(text) : text;
}

} // namespace

QString limitFormWords(const session::LimitInfo& info)
{
    const auto form = [&info] {
        switch (info.unit) {
        case LimitUnit::Bytes:
            return SettingsLimitsPage::tr("a size such as 8KiB or 64MiB");
        case LimitUnit::Count:
            return SettingsLimitsPage::tr("a number such as 96");
        case LimitUnit::Time:
            return SettingsLimitsPage::tr("a time such as 10s or 250ms");
        }
        return QString();
    };
    return SettingsLimitsPage::tr("%1, from %2 to %3", "form and range of a limit")
        .arg(form(), valueWords(info, info.smallest), valueWords(info, info.largest));
}

SettingsLimitsPage::SettingsLimitsPage(session::LiveSettings& live, QWidget* parent)
    : SettingsLivePage(u"limits"_s, tr("Limits"), live, parent)
{
    addText(tr("What is over a limit is refused and still shown, with the reason. A change counts for the next request."));
    for (const LimitInfo& info : session::limitInfos()) {
        const LimitWords words = wordsOf(info.name);
        auto* edit = new QLineEdit(content());
        edit->setObjectName(QString::fromStdString(std::string(info.name)));
        edit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        SettingRow* row = addRow(words.title, edit,
                                 tr("%1 Default: %2; from %3 to %4.", "explanation and figures")
                                     .arg(words.explanation, valueWords(info, info.get(server::Limits())),
                                          valueWords(info, info.smallest), valueWords(info, info.largest)));
        const Field field{&info, edit, row};
        m_fields.push_back(field);
        for (const auto& [name, value] : live.overrides().limits) {
            if (name == info.name)
                row->setNote(tr("The command line asks for %1 (--limit), which stands for this run. What you choose here is used "
                                "from the next start on.").arg(shownText(value)));
        }
        connect(edit, &QLineEdit::editingFinished, this, [this, field] { use(field); });
        connect(row, &SettingRow::resetAsked, this, [this, field] {
            change(field.row, [&field](session::Settings& settings) {
                field.info->set(settings.limits, field.info->get(server::Limits()));
            });
        });
    }
    showSettings();
}

void SettingsLimitsPage::use(const Field& field)
{
    QString text = field.edit->text();
    text.remove(u' ');
    server::Limits tried;
    if (!session::setLimit(tried, field.info->name, text.toStdString())) {
        field.row->setComplaint(tr("“%1” cannot be used. Enter %2.")
                                    .arg(shownText(field.edit->text().toStdString(), 60), limitFormWords(*field.info)));
        return;
    }
    field.row->setComplaint({});
    const std::int64_t value = field.info->get(tried);
    if (value != field.info->get(now().limits))
        change(field.row, [&](session::Settings& settings) { field.info->set(settings.limits, value); });
}

void SettingsLimitsPage::reset()
{
    for (const Field& field : m_fields)
        field.row->setComplaint({});
    change(nullptr, [](session::Settings& settings) { settings.limits = server::Limits(); });
}

void SettingsLimitsPage::showSettings()
{
    for (const Field& field : m_fields) {
        if (!field.row->complaint().isEmpty())
            continue; // what was typed stays, to be corrected
        field.edit->setText(QString::fromStdString(session::limitText(*field.info, now().limits)));
        field.row->setAtDefault(field.info->get(now().limits) == field.info->get(server::Limits()));
    }
}

} // namespace hookloupe::ui
