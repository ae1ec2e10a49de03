// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/event_preview.h"

#include "decode/document.h"
#include "decode/pretty.h"
#include "speckle/analysis.h"
#include "style/plain_text.h"
#include "widgets/plain_text_view.h"

#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

EventPreview::EventPreview(QWidget* parent)
    : QWidget(parent), m_tabs(new QTabWidget(this)), m_trouble(plainLabel({}, this)), m_json(new PlainTextView(this)),
      m_bytes(new PlainTextView(this))
{
    m_json->setAccessibleName(tr("The event as it will be sent, indented"));
    m_json->setObjectName(u"eventJson"_s);
    m_bytes->setAccessibleName(tr("The bytes that will be sent"));
    m_bytes->setObjectName(u"eventBytes"_s);
    m_tabs->setAccessibleName(tr("Preview"));
    m_tabs->addTab(m_json, tr("&Body"));
    m_tabs->addTab(m_bytes, tr("Exact b&ytes"));
    m_trouble->setWordWrap(true);
    m_trouble->setMargin(6);
    m_trouble->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_trouble);
    layout->addWidget(m_tabs, 1);
}

void EventPreview::showRequest(const simulate::MadeRequest& request)
{
    m_trouble->hide();
    m_bytes->setBytes(std::make_shared<const std::string>(request.bytes()));
    m_bytes->setLineEndsShown(true);
    const auto inner = speckle::dialectOf(request.body) == Dialect::String ? speckle::innerString(request.body) : std::nullopt;
    const auto document = std::make_shared<const decode::Document>(
        decode::decode({{"Content-Type", "application/json"}}, inner.value_or(request.body)));
    const auto layout = std::make_shared<const decode::PrettyText>(decode::prettyLayout(*document));
    m_json->setBytes(std::shared_ptr<const std::string>(layout, &layout->text));
    if (layout->places.empty())
        return;
    m_json->setColouring([document, layout](std::size_t begin, std::size_t end) {
        return decode::tokenRuns(*document, *layout, begin, end);
    });
    m_json->setFolds(TextFolding::Folds(layout, &layout->folds));
}

void EventPreview::showTrouble(const QString& sentence)
{
    m_trouble->setText(sentence);
    m_trouble->show();
    m_json->setBytes(nullptr);
    m_bytes->setBytes(nullptr);
}

void EventPreview::addPage(QWidget* page, const QString& title)
{
    m_tabs->addTab(page, title);
}

void EventPreview::showPage(QWidget* page)
{
    m_tabs->setCurrentWidget(page);
}

} // namespace hookloupe::ui
