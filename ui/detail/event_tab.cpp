// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/event_tab.h"

#include "capture/endpoint.h"
#include "detail/detail_page.h"
#include "detail/picture_list.h"
#include "speckle/event.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/event_gap_words.h"
#include "words/event_words.h"
#include "words/isolated.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <utility>

namespace hookloupe::ui {

namespace {

constexpr std::size_t longestToken = 500;   ///< bytes of a changed value in its cell
constexpr int tableRows = 12;

/// "Renamed (77f2c3)", or the one that is there.
QString named(const std::string& name, const std::string& id)
{
    if (name.empty())
        return shown(id);
    return id.empty() ? shown(name) : EventTab::tr("%1 (%2)").arg(words::isolated(shown(name)), shown(id));
}

QString dialectText(Dialect dialect)
{
    switch (dialect) {
    case Dialect::None:
        return EventTab::tr("none: not a Speckle body");
    case Dialect::Object:
        return EventTab::tr("object (the payload is JSON; server 2.12 and later)");
    case Dialect::String:
        return EventTab::tr("string (the payload is a string that holds JSON; server 2.11 and earlier)");
    }
    return {};
}

QString linkTitle(speckle::LinkKind kind)
{
    switch (kind) {
    case speckle::LinkKind::Server:
        return EventTab::tr("Server");
    case speckle::LinkKind::Project:
        return EventTab::tr("Project");
    case speckle::LinkKind::Model:
        return EventTab::tr("Model");
    case speckle::LinkKind::Version:
        return EventTab::tr("Version");
    case speckle::LinkKind::Comment:
        return EventTab::tr("Comment");
    case speckle::LinkKind::Object:
        return EventTab::tr("Object");
    case speckle::LinkKind::User:
        return EventTab::tr("User");
    }
    return {};
}

QString changeText(speckle::ChangeKind kind)
{
    switch (kind) {
    case speckle::ChangeKind::Changed:
        return EventTab::tr("changed");
    case speckle::ChangeKind::Added:
        return EventTab::tr("only in new");
    case speckle::ChangeKind::Removed:
        return EventTab::tr("only in old");
    case speckle::ChangeKind::Same:
        return EventTab::tr("same");
    }
    return {};
}

QString tokenText(const std::string& token)
{
    if (token.size() <= longestToken)
        return shown(token);
    const QString begin = shown(std::string_view(token).substr(0, longestToken));
    return EventTab::tr("%1… (bytes left out: %2)").arg(begin, QString::number(token.size() - longestToken));
}

QToolButton* button(const QString& text, const QString& name, const QString& toolTip, QWidget* parent)
{
    auto* made = new QToolButton(parent);
    made->setText(text);
    made->setAccessibleName(name);
    made->setToolTip(plainToolTip(toolTip));
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

} // namespace

EventTab::EventTab(QWidget* parent) : DetailTab(parent), m_page(new DetailPage(this))
{
    m_page->setAccessibleName(tr("Event"));
    setContent(m_page);
}

QString EventTab::title() const
{
    return tr("Event");
}

QString EventTab::emptyText() const
{
    return tr("Select a capture to see what happened: who did what to which project, model or version.");
}

void EventTab::fill(const ContextPtr& context)
{
    showMessage(tr("Reading the event…"));
    context->analysis().whenReady(this, [this, wanted = std::weak_ptr(context)](const auto& analysis) {
        const ContextPtr still = wanted.lock();
        if (still && isCurrent(still.get()))
            showAnalysis(still, *analysis);
    });
}

void EventTab::drop()
{
    m_page->clear();
}

void EventTab::showAnalysis(const ContextPtr& context, const speckle::Analysis& analysis)
{
    m_page->clear();
    const Capture& capture = context->capture();
    if (capture.summary.refusal != Refusal::None) {
        m_page->addTitle(words::refusalSentence(capture.summary.refusal));
        if (!capture.note.empty())
            m_page->addText(tr("Detail: %1").arg(shown(capture.note)));
    } else if (analysis.facts.wireName.empty()) {
        const QString request = shown(context->head().method + ' ' + context->head().target);
        m_page->addTitle(words::isolated(request));
        m_page->addText(tr("No Speckle event was recognised in this request. Payload, Headers, Signature and Raw show all "
                           "of it."));
    } else {
        addEvent(analysis);
        if (!expects(context->endpoint(), analysis.facts.wireName))
            m_page->addText(tr("Unexpected here: this event is not among the triggers of the endpoint “%1”.")
                                .arg(endpointTitle(context->endpoint())));
        addChanges(analysis);
        addLinks(analysis);
        addGaps(analysis);
        addForm(analysis);
    }
    if (analysis.repeatedName)
        m_page->addText(words::repeatedNameSentence(*analysis.repeatedName, analysis.facts, analysis.lastFacts));
    addRequest(context);
    if (!analysis.images.empty())
        addPictures(context);
    showContent();
}

QWidget* EventTab::linkButtons(const QString& url, const QString& what)
{
    auto* row = new QWidget(m_page->page());
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* copy = button(tr("Copy link"), tr("Copy link: %1").arg(what), url, row);
    auto* open = button(tr("Open"), tr("Open in the browser: %1").arg(what), url, row);
    layout->addWidget(copy);
    layout->addWidget(open);
    connect(copy, &QToolButton::clicked, row, [url] { QGuiApplication::clipboard()->setText(url); });
    // Only ever by this click, and only what a browser opens.
    connect(open, &QToolButton::clicked, row, [url] {
        const QUrl target(url, QUrl::StrictMode);
        if (target.scheme() == QLatin1StringView("https") || target.scheme() == QLatin1StringView("http"))
            QDesktopServices::openUrl(target);
    });
    return row;
}

void EventTab::addLinks(const speckle::Analysis& analysis)
{
    if (analysis.links.empty())
        return;
    m_page->addHeading(tr("In Speckle"));
    for (const speckle::Link& link : analysis.links) {
        const QString url = shown(link.url);
        const QString what = linkTitle(link.kind);
        m_page->addFact(what, url, linkButtons(url, what));
    }
}

void EventTab::addEvent(const speckle::Analysis& analysis)
{
    const EventFacts& facts = analysis.facts;
    m_page->addTitle(words::summarySentence(facts));
    if (const QString remark = words::eventRemark(facts); !remark.isEmpty())
        m_page->addText(remark);

    bool any = false;
    const auto fact = [&](const QString& name, const QString& value) {
        if (value.isEmpty())
            return;
        if (!std::exchange(any, true))
            m_page->addHeading(tr("Who, what, where"));
        m_page->addFact(name, words::isolated(value));
    };
    fact(tr("By"), named(facts.userName, facts.userId));
    fact(tr("User concerned"), shown(facts.targetUserId));
    fact(tr("Project"), named(facts.projectName, facts.streamId));
    fact(tr("Model"), named(facts.modelName, facts.modelId));
    fact(tr("Version"), shown(facts.versionId));
    fact(tr("Comment"), shown(facts.commentId));
    fact(tr("Object"), shown(facts.objectId));
    fact(tr("Message"), tokenText(facts.message));
    fact(tr("Application"), shown(facts.sourceApplication));
    fact(words::extraLabel(facts), tokenText(facts.extra));
    if (analysis.links.empty()) // else it is among them
        fact(tr("Server"), shown(facts.serverUrl));
}

void EventTab::addGaps(const speckle::Analysis& analysis)
{
    const QStringList never = words::eventGaps(analysis.facts);
    if (never.isEmpty() && analysis.absent.empty())
        return;
    m_page->addHeading(tr("What this event does not tell"));
    for (const std::string& path : analysis.absent)
        m_page->addFact(tr("Missing here"), words::absentSentence(path));
    for (const QString& sentence : never)
        m_page->addFact(tr("Never told"), sentence);
    m_page->addFact(tr("Never told"), tr("When it happened: no field of the payload has the event's time."));
}

void EventTab::addForm(const speckle::Analysis& analysis)
{
    const EventFacts& facts = analysis.facts;
    const auto fact = [&](const QString& name, const QString& value) {
        if (!value.isEmpty())
            m_page->addFact(name, value);
    };
    m_page->addHeading(tr("Form"));
    const QString uiName = shown(speckle::uiName(facts.wireName));
    const QString wireName = shown(facts.wireName);
    const QString both = uiName == wireName ? wireName : tr("%1, on the wire %2").arg(uiName, wireName);
    fact(tr("Event"), analysis.unknownEvent ? tr("%1 (not known here)").arg(wireName) : both);
    fact(tr("Dialect"), dialectText(analysis.dialect));
    fact(tr("Shape"), words::shapeLabel(facts.shape));
    addStructure(analysis);
}

void EventTab::addStructure(const speckle::Analysis& analysis)
{
    if (analysis.dialect == Dialect::None)
        return;
    if (analysis.missing.empty()) {
        m_page->addFact(tr("Structure"), tr("complete: all keys of the guide are there"));
        return;
    }
    for (const speckle::MissingKey& key : analysis.missing) {
        const QString sentence = words::missingKeySentence(key, analysis.facts);
        m_page->addFact(tr("Structure"), key.normal ? tr("normal: %1").arg(sentence) : tr("unusual: %1").arg(sentence));
    }
}

void EventTab::addChanges(const speckle::Analysis& analysis)
{
    std::vector<QStringList> rows;
    std::size_t same = 0;
    for (const speckle::Change& change : analysis.changes) {
        if (change.kind == speckle::ChangeKind::Same)
            ++same;
        else
            rows.push_back({shown(change.path), tokenText(change.before), tokenText(change.after), changeText(change.kind)});
    }
    if (rows.empty())
        return;
    m_page->addHeading(tr("What changed"));
    auto* table = new TextTable({tr("Field"), tr("Old"), tr("New"), tr("Kind")}, m_page->page());
    table->setAccessibleName(tr("Changes from old to new"));
    table->setRows(std::move(rows));
    table->fitHeight(tableRows);
    m_page->addWidget(table);
    if (same > 0)
        m_page->addText(tr("Fields that are the same in both: %1").arg(same));
}

void EventTab::addPictures(const ContextPtr& context)
{
    m_page->addHeading(tr("Pictures in the payload"));
    auto* list = new PictureList(m_page->page());
    m_page->addWidget(list);
    context->pictures().whenReady(list, [list](const auto& pictures) { list->setPictures(*pictures); });
}

void EventTab::addRequest(const ContextPtr& context)
{
    const CaptureSummary& summary = context->capture().summary;
    m_page->addHeading(tr("Request"));
    const auto fact = [&](const QString& name, const QString& value) {
        if (!value.isEmpty())
            m_page->addFact(name, value);
    };
    fact(tr("Line"), tokenText(summary.method + (summary.method.empty() ? "" : " ") + summary.target));
    fact(tr("Received"), momentWords(summary.arrivedAt));
    const QString place = tr("%1, connection %2, request %3 on it")
                              .arg(shown(summary.peer))
                              .arg(summary.connection)
                              .arg(summary.requestOnConnection);
    fact(tr("From"), summary.tls ? tr("%1, over TLS").arg(place) : place);
    const QString head = QLocale().toString(qlonglong(summary.headBytes));
    const QString content = QLocale().toString(qlonglong(summary.contentBytes));
    fact(tr("Size"), tr("%1 bytes of head, %2 bytes of body").arg(head, content));
    fact(tr("SHA-256"), QString::fromStdString(toHex(context->capture().contentSha256)));
}

} // namespace hookloupe::ui
