// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/headers_tab.h"

#include "style/plain_text.h"
#include "style/theme.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr std::string_view lineEnd = "\r\n";

/// The trailer fields: the lines behind the last chunk (RFC 9112 section 7.1.2). The gate accepted the framing, so walking
/// the chunks cannot go wrong in a capture that has a dechunked body; anything odd ends the walk.
http::Headers trailersOf(const Capture& capture)
{
    if (!capture.dechunked)
        return {};
    std::string_view rest = capture.body;
    while (!rest.empty()) {
        const auto lineLength = rest.find(lineEnd);
        if (lineLength == std::string_view::npos)
            return {};
        std::size_t size = 0;
        for (const char c : rest.substr(0, rest.find_first_of("; \t\r"))) {
            const auto digit = std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
            if (digit == std::string_view::npos || size > capture.body.size())
                return {};
            size = size * 16 + digit;
        }
        rest.remove_prefix(lineLength + lineEnd.size());
        if (size == 0)
            return http::viewHead("X / HTTP/1.1\r\n" + std::string(rest)).headers;
        if (size + lineEnd.size() > rest.size())
            return {};
        rest.remove_prefix(size + lineEnd.size());
    }
    return {};
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
    auto* copy = new QPushButton(tr("Copy headers"), content);
    m_table = new TextTable({tr("Name"), tr("Value")}, content);
    m_table->setCodeColumn(1);
    m_table->setAccessibleName(tr("Headers in the order received"));
    bar->addWidget(m_requestLine, 1);
    bar->addWidget(copy, 0, Qt::AlignTop);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    connect(copy, &QPushButton::clicked, m_table, [this] {
        m_table->clearSelection();
        m_table->copySelection();
    });
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
    std::vector<QStringList> rows;
    for (const http::Header& header : head.headers) {
        const QString name = header.name.empty() ? tr("(no name)") : shown(header.name);
        rows.push_back({name, shown(header.value)});
    }
    for (const http::Header& trailer : trailersOf(context->capture()))
        rows.push_back({tr("%1 (trailer)").arg(shown(trailer.name)), shown(trailer.value)});
    if (rows.empty() && head.method.empty()) {
        showMessage(tr("No head came: the connection ended before it, or never got through TLS."));
        return;
    }
    m_requestLine->setText(shown(head.method + ' ' + head.target + ' ' + head.version));
    m_table->setRows(std::move(rows));
    showContent();
}

void HeadersTab::drop()
{
    m_table->setRows({});
}

} // namespace hookloupe::ui
