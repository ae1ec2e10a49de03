// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/test_event_dialog.h"

#include "speckle/event.h"
#include "style/icons.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "verify/scheme.h"
#include "widgets/event_choice.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QLabel* sentences(QWidget* parent)
{
    QLabel* label = plainLabel({}, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// What is to be known about the event itself; empty for one that Speckle offers and sends.
QString eventNote(const std::string& wireName)
{
    const speckle::EventType* event = speckle::findEvent(wireName);
    if (!event)
        return {};
    if (event->documentedOnly)
        return TestEventDialog::tr("Only Speckle's events page describes this event; no server was seen to send it.");
    if (!event->sentToday)
        return TestEventDialog::tr("Speckle offers this event, but its servers have not sent it since version 2.25.8.");
    if (!event->offered)
        return TestEventDialog::tr("Speckle's window does not offer this event; a program can subscribe to it.");
    return {};
}

QString signatureNote(const TestTarget& target)
{
    const verify::Scheme* scheme = verify::findScheme(target.endpoint.scheme);
    if (scheme && scheme->name != "speckle")
        return TestEventDialog::tr("This endpoint checks signatures of %1. The event is signed as Speckle signs, so its signature "
                                   "will not be valid.")
            .arg(QString::fromUtf8(scheme->title.data(), static_cast<qsizetype>(scheme->title.size())));
    if (target.hasSecret)
        return TestEventDialog::tr("It is signed with the first secret of this endpoint.");
    return TestEventDialog::tr("This endpoint has no secret, so the event carries the signature that Speckle sends for an empty "
                               "one.");
}

} // namespace

TestEventDialog::TestEventDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Send a test event"));
    m_event = new EventChoice(this);
    m_form = new QComboBox(this);
    m_form->setAccessibleName(tr("Form"));
    m_form->addItem(tr("Object, as servers from 2.12 on send it"), static_cast<int>(Dialect::Object));
    m_form->addItem(tr("String, as servers up to 2.11 sent it"), static_cast<int>(Dialect::String));
    m_endpoint = new QComboBox(this);
    m_endpoint->setAccessibleName(tr("Endpoint"));
    m_endpoint->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_endpoint->setMinimumContentsLength(30);
    m_notes = sentences(this);
    m_notes->setForegroundRole(QPalette::PlaceholderText);
    m_result = sentences(this);
    m_result->setObjectName(u"result"_s);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addRow = [form, this](const QString& label, QWidget* field) {
        auto* title = plainLabel(label, this);
        title->setBuddy(field);
        form->addRow(title, field);
    };
    addRow(tr("E&vent"), m_event);
    addRow(tr("&Form of the body"), m_form);
    addRow(tr("&Endpoint"), m_endpoint);

    auto* intro = sentences(this);
    intro->setText(tr("A made-up event goes to this window's own address as Speckle would send it. It says “Hookloupe test "
                      "event”, and is captured like any other request."));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_send = buttons->addButton(tr("&Send"), QDialogButtonBox::ActionRole);
    m_send->setIcon(icon(Glyph::Send));
    m_send->setDefault(true);
    connect(m_send, &QPushButton::clicked, this, [this] { Q_EMIT sendRequested(chosen()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(m_notes);
    layout->addWidget(m_result);
    layout->addStretch(1);
    layout->addWidget(buttons);
    for (QComboBox* choice : {static_cast<QComboBox*>(m_event), m_form, m_endpoint})
        connect(choice, &QComboBox::currentIndexChanged, this, &TestEventDialog::showNotes);
    resize(520, 330);
    m_event->setFocus();
}

void TestEventDialog::setTargets(std::vector<TestTarget> targets)
{
    const EndpointId before = chosen().endpoint;
    m_targets = std::move(targets);
    {
        const QSignalBlocker quiet(m_endpoint);
        m_endpoint->clear();
        for (const TestTarget& one : m_targets) {
            const QString title = endpointTitle(one.endpoint);
            const QString path = shownText(one.endpoint.path);
            m_endpoint->addItem(path.isEmpty() || title == path ? title : tr("%1: %2", "name: path").arg(title, path),
                                QVariant::fromValue(toInt(one.endpoint.id)));
        }
        m_endpoint->setCurrentIndex(std::max(0, m_endpoint->findData(QVariant::fromValue(toInt(before)))));
    }
    showNotes();
}

void TestEventDialog::choose(const TestEvent& event)
{
    m_event->choose(event.wireName);
    m_form->setCurrentIndex(m_form->findData(static_cast<int>(event.dialect)));
    m_endpoint->setCurrentIndex(std::max(0, m_endpoint->findData(QVariant::fromValue(toInt(event.endpoint)))));
    m_result->clear();
}

TestEvent TestEventDialog::chosen() const
{
    return {m_event->wireName(), static_cast<Dialect>(m_form->currentData().toInt()),
            EndpointId{m_endpoint->currentData().toLongLong()}};
}

void TestEventDialog::setCanSend(bool can)
{
    m_canSend = can;
    m_send->setEnabled(can);
    showNotes();
}

void TestEventDialog::showResult(const QString& sentence)
{
    m_result->setText(sentence);
    m_result->setAccessibleName(sentence);
}

const TestTarget* TestEventDialog::target() const
{
    const int index = m_endpoint->currentIndex();
    return index < 0 || index >= static_cast<int>(m_targets.size()) ? nullptr : &m_targets[static_cast<std::size_t>(index)];
}

void TestEventDialog::showNotes()
{
    QStringList notes;
    if (!m_canSend)
        notes << tr("Nothing listens now, so nothing can be sent.");
    const std::string wireName = m_event->wireName();
    notes << eventNote(wireName);
    if (const TestTarget* to = target()) {
        const auto& triggers = to->endpoint.triggers;
        if (!triggers.empty() && std::find(triggers.begin(), triggers.end(), wireName) == triggers.end())
            notes << tr("This endpoint does not expect this event, so it will be marked as unexpected.");
        if (!to->endpoint.enabled)
            notes << tr("This endpoint is disabled, so it will answer 503.");
        notes << signatureNote(*to);
    }
    notes.removeAll(QString());
    m_notes->setText(notes.join(u'\n'));
}

} // namespace hookloupe::ui
