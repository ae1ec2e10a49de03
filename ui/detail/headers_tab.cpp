// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/headers_tab.h"

#include "http/curl_options.h"
#include "signing/credentials.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/header_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr int longestTarget = 300; ///< characters; all of it is in Raw, and in what is copied
constexpr std::size_t mostNamed = 6; ///< names of fields in a sentence
constexpr int longestName = 60;      ///< characters

enum Column { NameColumn, ValueColumn, MeaningColumn };

void copy(const std::string& bytes)
{
    // A clipboard holds text: bytes that are no UTF-8 are taken for Latin-1, as HTTP did (RFC 9110 section 5.5).
    QGuiApplication::clipboard()->setText(isUtf8(bytes) ? QString::fromStdString(bytes)
                                                        : QString::fromLatin1(bytes.data(), qsizetype(bytes.size())));
}

/// "Cookie, X-Api-Key"
QString listOf(const std::vector<std::string>& names)
{
    QStringList named;
    for (std::size_t i = 0; i < std::min(names.size(), mostNamed); ++i)
        named << shownText(names[i], longestName);
    if (names.size() > mostNamed)
        named << QStringLiteral("…");
    return named.join(QStringLiteral(", "));
}

} // namespace

HeadersTab::HeadersTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    auto* bar = new QHBoxLayout;
    m_requestLine = new PlainTextLabel(content);
    m_requestLine->setFont(codeFont());
    m_requestLine->setAccessibleName(tr("Request line"));
    auto* all = new QPushButton(tr("Copy head"), content);
    all->setToolTip(plainToolTip(tr("Copies the request line and the headers as they came on the wire, without fields that hold "
                                    "credentials")));
    auto* curl = new QPushButton(tr("Copy for curl"), content);
    curl->setToolTip(plainToolTip(tr("Copies the selected headers, or all, as -H options of curl, quoted for a shell. "
                                     "Content-Length and Transfer-Encoding are left to curl, fields that hold credentials out.")));
    m_table = new TextTable({tr("Name"), tr("Value"), tr("What it is for")}, content);
    m_table->setCodeColumn(ValueColumn);
    m_table->setAccessibleName(tr("Headers in the order received"));
    bar->addWidget(m_requestLine, 1);
    bar->addWidget(curl, 0, Qt::AlignTop);
    bar->addWidget(all, 0, Qt::AlignTop);
    m_copied = new QWidget(content);
    m_copiedText = new PlainTextLabel(m_copied);
    m_copiedText->setAccessibleName(tr("What was copied"));
    m_withThem = new QPushButton(tr("Copy with them"), m_copied);
    m_withThem->setToolTip(plainToolTip(tr("Copies the same again, with the fields that hold credentials")));
    auto* told = new QHBoxLayout(m_copied);
    told->setContentsMargins(0, 0, 0, 0);
    told->addWidget(m_copiedText, 1);
    told->addWidget(m_withThem, 0, Qt::AlignTop);
    m_copied->hide();
    column->addLayout(bar);
    column->addWidget(m_copied);
    column->addWidget(m_table, 1);
    connect(all, &QPushButton::clicked, this, [this] { copyHead(Credentials::LeftOut); });
    connect(curl, &QPushButton::clicked, this, [this] { copyForCurl(Credentials::LeftOut); });
    connect(m_withThem, &QPushButton::clicked, this, [this] {
        if (const Copy again = m_again) // a copy: it is set anew meanwhile
            again(Credentials::Kept);
    });
    connect(m_table, &TextTable::menuRequested, this, &HeadersTab::addToMenu);
    setContent(content);
}

QString HeadersTab::title() const
{
    return tr("Headers");
}

QString HeadersTab::emptyText() const
{
    return tr("Select a capture to see its request line and its headers in the order they were sent.");
}

void HeadersTab::fill(const ContextPtr& context)
{
    const http::HeadView& head = context->head();
    if (head.headers.empty() && head.method.empty()) {
        showMessage(tr("No head came: the connection ended before it, or never got through TLS."));
        return;
    }
    m_filled = context;
    m_requestLine->setText(shownText(head.method + ' ' + head.target, longestTarget) + u' ' + shown(head.version));
    showFields({});
    showContent();
    context->chunks().whenReady(this, [this, wanted = context.get()](const std::shared_ptr<const http::ChunkMap>& chunks) {
        if (m_filled.get() == wanted && !chunks->fields.empty())
            showFields(chunks->fields);
    });
}

void HeadersTab::showFields(const http::Headers& trailers)
{
    const http::HeadView& head = m_filled->head();
    m_fields = head.headers;
    std::vector<QStringList> rows;
    for (const http::Header& header : head.headers) {
        const QString name = header.name.empty() ? tr("(no name)") : shown(header.name);
        rows.push_back({name, shown(header.value), words::headerMeaning(header.name)});
    }
    for (const http::Header& trailer : trailers) {
        m_fields.push_back(trailer);
        const QString meaning = words::headerMeaning(trailer.name);
        rows.push_back({tr("%1 (trailer)").arg(shown(trailer.name)), shown(trailer.value),
                        meaning.isEmpty() ? tr("A field that came behind the body.") : meaning});
    }
    m_table->setRows(std::move(rows));
}

void HeadersTab::drop()
{
    m_filled.reset();
    m_fields.clear();
    m_copied->hide();
    m_table->setRows({});
}

http::Headers HeadersTab::chosen() const
{
    http::Headers fields;
    for (const int row : m_table->selectedRows())
        fields.push_back(m_fields[std::size_t(row)]);
    return fields.empty() ? m_fields : fields;
}

void HeadersTab::tellCopied(const std::vector<std::string>& names, Credentials credentials, const Copy& again)
{
    m_again = again;
    m_copied->setVisible(!names.empty());
    const bool kept = credentials == Credentials::Kept;
    m_copiedText->setText(kept ? tr("Copied with fields that hold credentials: %1.").arg(listOf(names))
                               : tr("Copied without fields that hold credentials: %1.").arg(listOf(names)));
    if (kept && m_withThem->hasFocus())
        m_table->setFocus(Qt::OtherFocusReason); // not lost with the button
    m_withThem->setVisible(!kept);
}

void HeadersTab::copyHead(Credentials credentials)
{
    if (!m_filled)
        return;
    const std::string& head = *m_filled->headBytes();
    copy(credentials == Credentials::Kept ? head : signing::withoutCredentials(head));
    tellCopied(signing::credentialFields(head), credentials, [this](Credentials which) { copyHead(which); });
}

void HeadersTab::copyFields(const Copy& again, Credentials credentials, const std::function<std::string(const http::Headers&)>& written)
{
    std::vector<std::string> names;
    http::Headers fields;
    for (const http::Header& field : chosen()) {
        const bool is = signing::isCredential(field.name);
        if (is && std::find(names.begin(), names.end(), field.name) == names.end())
            names.push_back(field.name);
        if (!is || credentials == Credentials::Kept)
            fields.push_back(field);
    }
    copy(written(fields));
    tellCopied(names, credentials, again);
}

void HeadersTab::copyForCurl(Credentials credentials)
{
    copyFields([this](Credentials which) { copyForCurl(which); }, credentials, [](const http::Headers& fields) { return http::curlOptions(fields).text; });
}

void HeadersTab::copyAsItCame(Credentials credentials)
{
    copyFields([this](Credentials which) { copyAsItCame(which); }, credentials, [](const http::Headers& fields) {
        std::string lines;
        for (const http::Header& field : fields)
            lines += field.name + ": " + field.value + "\r\n";
        return lines;
    });
}

void HeadersTab::addToMenu(QMenu* menu)
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) {
        const http::Header field = m_fields[std::size_t(current.row())];
        menu->addAction(tr("Copy value"), this, [field] { copy(field.value); });
        menu->addAction(tr("Copy name"), this, [field] { copy(field.name); });
    }
    menu->addAction(tr("Copy as it came"), this, [this] { copyAsItCame(Credentials::LeftOut); });
    menu->addAction(tr("Copy for curl"), this, [this] { copyForCurl(Credentials::LeftOut); });
    menu->addSeparator();
}

} // namespace hookloupe::ui
