// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/headers_tab.h"

#include "http/curl_options.h"
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

namespace hookloupe::ui {

namespace {

constexpr int longestTarget = 300; ///< characters; all of it is in Raw, and in what is copied

enum Column { NameColumn, ValueColumn, MeaningColumn };

void copy(const std::string& bytes)
{
    // A clipboard holds text: bytes that are no UTF-8 are taken for Latin-1, as HTTP did (RFC 9110 section 5.5).
    QGuiApplication::clipboard()->setText(isUtf8(bytes) ? QString::fromStdString(bytes)
                                                        : QString::fromLatin1(bytes.data(), qsizetype(bytes.size())));
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
    all->setToolTip(plainToolTip(tr("Copies the request line and all headers as they came on the wire")));
    auto* curl = new QPushButton(tr("Copy for curl"), content);
    curl->setToolTip(plainToolTip(tr("Copies the selected headers, or all, as -H options of curl, quoted for a shell. "
                                     "Content-Length and Transfer-Encoding are left to curl.")));
    m_table = new TextTable({tr("Name"), tr("Value"), tr("What it is for")}, content);
    m_table->setCodeColumn(ValueColumn);
    m_table->setAccessibleName(tr("Headers in the order received"));
    bar->addWidget(m_requestLine, 1);
    bar->addWidget(curl, 0, Qt::AlignTop);
    bar->addWidget(all, 0, Qt::AlignTop);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    connect(all, &QPushButton::clicked, this, &HeadersTab::copyHead);
    connect(curl, &QPushButton::clicked, this, &HeadersTab::copyForCurl);
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
    m_table->setRows({});
}

http::Headers HeadersTab::chosen() const
{
    http::Headers fields;
    for (const int row : m_table->selectedRows())
        fields.push_back(m_fields[std::size_t(row)]);
    return fields.empty() ? m_fields : fields;
}

void HeadersTab::copyHead() const
{
    if (m_filled)
        copy(*m_filled->headBytes());
}

void HeadersTab::copyForCurl() const
{
    copy(http::curlOptions(chosen()).text);
}

void HeadersTab::addToMenu(QMenu* menu)
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) {
        const http::Header field = m_fields[std::size_t(current.row())];
        menu->addAction(tr("Copy value"), this, [field] { copy(field.value); });
        menu->addAction(tr("Copy name"), this, [field] { copy(field.name); });
    }
    menu->addAction(tr("Copy as it came"), this, [this] {
        std::string lines;
        for (const http::Header& field : chosen())
            lines += field.name + ": " + field.value + "\r\n";
        copy(lines);
    });
    menu->addAction(tr("Copy for curl"), this, &HeadersTab::copyForCurl);
    menu->addSeparator();
}

} // namespace hookloupe::ui
