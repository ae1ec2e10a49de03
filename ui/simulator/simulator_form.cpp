// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator_form.h"

#include "speckle/analysis.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"
#include "widgets/event_choice.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr qint64 anotherUrl = -1;
const QString unsaved = u"/"_s; ///< stands for a template that is none of the folder's: no file has this path
constexpr int mostEvents = 1'000'000;
constexpr double highestRate = 10'000;

/// Two fields of one row.
QWidget* together(QWidget* first, QWidget* second, QWidget* parent)
{
    auto* both = new QWidget(parent);
    auto* layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(first);
    layout->addWidget(second, 1);
    both->setFocusProxy(first);
    return both;
}

void addChoice(QComboBox* box, const QString& text, const QVariant& value)
{
    box->addItem(text, value);
}

void select(QComboBox* box, const QVariant& value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

} // namespace

SimulatorForm::SimulatorForm(QWidget* parent)
    : QWidget(parent), m_form(new QFormLayout(this)), m_provider(new QComboBox(this)), m_what(new QComboBox(this)),
      m_event(new EventChoice(this)), m_otherEvent(new QComboBox(this)), m_templateRow(new QWidget(this)),
      m_templates(new QComboBox(this)), m_edit(new QPushButton(tr("E&dit…"), this)), m_dialect(new QComboBox(this)),
      m_shape(new QComboBox(this)), m_target(new QComboBox(this)), m_url(new QLineEdit(this)),
      m_anyCertificate(new QCheckBox(tr("Ta&ke any certificate"), this)), m_secretKind(new QComboBox(this)),
      m_secret(new QLineEdit(this)), m_asSpeckle(new QCheckBox(tr("Deliver by Speckle's ru&les"), this)),
      m_count(new QSpinBox(this)), m_rate(new QDoubleSpinBox(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addEventRows(*m_form);
    addTargetRows(*m_form);
    addPaceRow(*m_form);
    fillEvents();
    fillTemplates({});
    update();
    connect(m_provider, &QComboBox::currentIndexChanged, this, [this] {
        fillEvents();
        dropTemplate();
    });
    for (QComboBox* box : {m_provider, m_what, static_cast<QComboBox*>(m_event), m_otherEvent, m_dialect, m_shape, m_target, m_secretKind})
        connect(box, &QComboBox::currentIndexChanged, this, &SimulatorForm::update);
    for (QLineEdit* line : {m_url, m_secret})
        connect(line, &QLineEdit::textChanged, this, &SimulatorForm::update);
    for (QCheckBox* box : {m_anyCertificate, m_asSpeckle})
        connect(box, &QCheckBox::toggled, this, &SimulatorForm::update);
    connect(m_count, &QSpinBox::valueChanged, this, &SimulatorForm::update);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &SimulatorForm::update);
    connect(m_templates, &QComboBox::currentIndexChanged, this, [this] {
        takeChosenTemplate();
        update();
    });
    setFocusProxy(m_event);
}

void SimulatorForm::addRow(QFormLayout& form, const QString& label, QWidget* field)
{
    auto* title = plainLabel(label, this);
    title->setBuddy(field);
    form.addRow(title, field);
}

void SimulatorForm::addEventRows(QFormLayout& form)
{
    m_provider->setAccessibleName(tr("Sender"));
    addChoice(m_provider, providerTitle(std::string(simulate::speckleProvider)), u"speckle"_s);
    for (const auto& provider : signing::providers()) {
        const std::string name(provider.name);
        addChoice(m_provider, providerTitle(name), QString::fromStdString(name));
    }
    m_what->setAccessibleName(tr("One event or a storyline"));
    addChoice(m_what, tr("One event"), false);
    addChoice(m_what, tr("Storyline: project, model, version, comment, receive"), true);
    m_otherEvent->setAccessibleName(tr("Event of this sender"));
    m_dialect->setAccessibleName(tr("Form"));
    addChoice(m_dialect, tr("Object, as servers from 2.12 on send it"), static_cast<int>(Dialect::Object));
    addChoice(m_dialect, tr("String, as servers up to 2.11 sent it"), static_cast<int>(Dialect::String));
    m_shape->setAccessibleName(tr("Shape of the data"));
    addChoice(m_shape, tr("As really sent"), static_cast<int>(simulate::Shape::Real));
    addChoice(m_shape, tr("As the events page documents it"), static_cast<int>(simulate::Shape::Documented));
    addChoice(m_shape, tr("As servers before 2.25 sent it"), static_cast<int>(simulate::Shape::Legacy));

    auto* open = new QPushButton(tr("&Open…"), m_templateRow);
    open->setAccessibleName(tr("Open a template from a file"));
    m_edit->setAccessibleName(tr("Edit the template"));
    for (QPushButton* button : {open, m_edit})
        button->setAutoDefault(false);
    m_templates->setAccessibleName(tr("Template"));
    m_templates->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_templates->setMinimumContentsLength(14);
    auto* row = new QHBoxLayout(m_templateRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_templates, 1);
    row->addWidget(m_edit);
    row->addWidget(open);
    m_templateRow->setFocusProxy(m_templates);
    connect(open, &QPushButton::clicked, this, &SimulatorForm::templateWanted);
    connect(m_edit, &QPushButton::clicked, this, &SimulatorForm::editorWanted);

    addRow(form, tr("Sende&r"), m_provider);
    addRow(form, tr("&What"), m_what);
    addRow(form, tr("E&vent"), m_event);
    addRow(form, tr("E&vent"), m_otherEvent);
    addRow(form, tr("Te&mplate"), m_templateRow);
    addRow(form, tr("&Form of the body"), m_dialect);
    addRow(form, tr("S&hape"), m_shape);
}

void SimulatorForm::addTargetRows(QFormLayout& form)
{
    m_target->setAccessibleName(tr("Target"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(30);
    m_url->setAccessibleName(tr("URL to send to"));
    m_url->setFont(codeFont());
    m_url->setPlaceholderText(u"http://127.0.0.1:8088/hook"_s);
    m_secretKind->setAccessibleName(tr("Which secret"));
    m_secret->setAccessibleName(tr("Secret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setFont(codeFont());
    addChoice(m_secretKind, tr("The endpoint's own"), false);
    addChoice(m_secretKind, tr("Another one"), true);
    m_asSpeckle->setChecked(true);
    m_asSpeckle->setToolTip(plainToolTip(tr("10 seconds, at most two redirects, at most 500,000 bytes of an answer. Otherwise one "
                                            "request and one answer.")));
    addRow(form, tr("&Target"), m_target);
    m_anyCertificate->setAccessibleName(tr("Take any certificate"));
    m_anyCertificate->setToolTip(plainToolTip(tr("Also a self-signed one. Whoever stands between can then read what is sent, so only "
                                                 "for handlers of your own.")));
    addRow(form, tr("&URL"), m_url);
    form.addRow(QString(), m_anyCertificate);
    addRow(form, tr("Se&cret"), together(m_secretKind, m_secret, this));
    form.addRow(QString(), m_asSpeckle);
}

void SimulatorForm::addPaceRow(QFormLayout& form)
{
    m_count->setAccessibleName(tr("How many"));
    m_count->setRange(1, mostEvents);
    m_count->setGroupSeparatorShown(true);
    m_rate->setAccessibleName(tr("Events a second"));
    m_rate->setRange(0, highestRate);
    m_rate->setDecimals(1);
    m_rate->setSpecialValueText(tr("each after the answer before"));
    m_rate->setSuffix(tr(" a second"));
    addRow(form, tr("How m&any"), together(m_count, m_rate, this));
}

void SimulatorForm::fillEvents()
{
    const QSignalBlocker quiet(m_otherEvent);
    m_otherEvent->clear();
    const std::string provider = m_provider->currentData().toString().toStdString();
    if (provider == simulate::speckleProvider)
        return;
    for (const std::string& event : simulate::eventsOf(provider))
        m_otherEvent->addItem(QString::fromStdString(event), QString::fromStdString(event));
}

void SimulatorForm::dropTemplate()
{
    m_templateTitle.clear();
    fillTemplates({});
}

void SimulatorForm::fillTemplates(const QString& path)
{
    {
        const QSignalBlocker quiet(m_templates);
        m_templates->clear();
        m_templates->addItem(tr("the program's own"));
        if (!m_templateTitle.isEmpty())
            m_templates->addItem(m_templateTitle, unsaved);
        const std::string provider = m_provider->currentData().toString().toStdString();
        for (const simulate::OwnTemplate& one : m_own) {
            if (one.provider == provider)
                m_templates->addItem(shownText(one.name, 80), QString::fromStdString(one.path));
        }
        select(m_templates, path);
    }
    takeChosenTemplate();
}

void SimulatorForm::takeChosenTemplate()
{
    const QString path = m_templates->currentData().toString();
    if (path == unsaved)
        return;
    m_template = {};
    m_templateError.reset();
    m_templateTitle.clear();
    if (path.isEmpty())
        return;
    auto text = simulate::readTemplateFile(path.toStdString());
    if (!text)
        m_templateError = text.error();
    m_template.ownTemplate = text ? std::move(*text) : std::string();
    if (speckle::dialectOf(*m_template.ownTemplate) == Dialect::String)
        select(m_dialect, static_cast<int>(Dialect::String));
    select(m_what, false);
}

void SimulatorForm::setTemplate(const QString& name, std::string bytes, bool literal)
{
    if (m_provider->currentData().toString() == u"speckle"_s && speckle::dialectOf(bytes) != Dialect::None)
        select(m_dialect, static_cast<int>(speckle::dialectOf(bytes)));
    select(m_what, false);
    m_templateTitle = name;
    m_templateError.reset();
    m_template.ownTemplate = std::move(bytes);
    m_template.literal = literal;
    fillTemplates(unsaved);
    update();
}

void SimulatorForm::setTemplateFolder(std::string folder)
{
    m_folder = std::move(folder);
    readTemplates({});
}

std::optional<simulate::OwnTemplate> SimulatorForm::ownTemplate() const
{
    const std::string path = m_templates->currentData().toString().toStdString();
    const auto found = std::find_if(m_own.begin(), m_own.end(), [&](const simulate::OwnTemplate& one) { return one.path == path; });
    return found == m_own.end() ? std::nullopt : std::optional(*found);
}

void SimulatorForm::readTemplates(const std::string& path)
{
    m_own = simulate::ownTemplates(m_folder);
    if (!path.empty())
        m_templateTitle.clear();
    fillTemplates(path.empty() ? m_templates->currentData().toString() : QString::fromStdString(path));
    update();
}

void SimulatorForm::setTargets(std::vector<SimulatorTarget> targets)
{
    const QVariant before = m_target->currentData();
    m_targets = std::move(targets);
    {
        const QSignalBlocker quiet(m_target);
        m_target->clear();
        for (const SimulatorTarget& one : m_targets) {
            const QString title = endpointTitle(one.endpoint);
            const QString path = shownText(one.endpoint.path);
            m_target->addItem(path.isEmpty() || title == path ? title : tr("%1: %2", "name: path").arg(title, path),
                              QVariant::fromValue(toInt(one.endpoint.id)));
        }
        m_target->addItem(tr("Another URL"), QVariant::fromValue(anotherUrl));
        select(m_target, before);
    }
    update();
}

const SimulatorTarget* SimulatorForm::target() const
{
    const int index = m_target->currentIndex();
    return index < 0 || index >= static_cast<int>(m_targets.size()) ? nullptr : &m_targets[static_cast<std::size_t>(index)];
}

void SimulatorForm::choose(const SimulatorChoice& choice)
{
    select(m_provider, QString::fromStdString(choice.order.provider));
    select(m_what, choice.storyline);
    m_event->choose(choice.order.event);
    select(m_otherEvent, QString::fromStdString(choice.order.event));
    select(m_dialect, static_cast<int>(choice.order.dialect));
    select(m_shape, static_cast<int>(choice.order.shape));
    select(m_target, QVariant::fromValue(choice.endpoint ? toInt(*choice.endpoint) : anotherUrl));
    m_url->setText(QString::fromStdString(choice.url));
    m_anyCertificate->setChecked(choice.anyCertificate);
    select(m_secretKind, choice.secret.has_value());
    m_secret->setText(QString::fromStdString(choice.secret.value_or(std::string())));
    m_asSpeckle->setChecked(choice.asSpeckle);
    m_count->setValue(static_cast<int>(std::min<std::int64_t>(choice.count, mostEvents)));
    m_rate->setValue(choice.perSecond);
    if (!choice.order.ownTemplate)
        dropTemplate();
    update();
}

SimulatorChoice SimulatorForm::chosen() const
{
    SimulatorChoice choice;
    choice.order = m_template;
    choice.templateError = m_templateError;
    choice.templateName = (m_templateTitle.isEmpty() ? m_templates->currentData().toString() : m_templateTitle).toStdString();
    choice.order.provider = m_provider->currentData().toString().toStdString();
    const bool speckle = choice.order.provider == simulate::speckleProvider;
    choice.order.event = speckle ? m_event->wireName() : m_otherEvent->currentData().toString().toStdString();
    choice.order.dialect = static_cast<Dialect>(m_dialect->currentData().toInt());
    choice.order.shape = static_cast<simulate::Shape>(m_shape->currentData().toInt());
    choice.storyline = speckle && m_what->currentData().toBool();
    if (choice.storyline) {
        choice.order.ownTemplate.reset();
        choice.order.literal = false;
        choice.templateError.reset();
    }
    const qint64 target = m_target->currentData().toLongLong();
    choice.endpoint = target == anotherUrl ? std::nullopt : std::optional(EndpointId{target});
    choice.url = m_url->text().trimmed().toStdString();
    choice.anyCertificate = !choice.endpoint && isHttps() && m_anyCertificate->isChecked();
    if (!choice.endpoint || m_secretKind->currentData().toBool())
        choice.secret = m_secret->text().toStdString();
    choice.asSpeckle = speckle && m_asSpeckle->isChecked();
    choice.count = m_count->value();
    choice.perSecond = m_rate->value();
    return choice;
}

bool SimulatorForm::isHttps() const
{
    return m_url->text().trimmed().startsWith(u"https:", Qt::CaseInsensitive);
}

void SimulatorForm::update()
{
    const bool speckle = m_provider->currentData().toString() == u"speckle"_s;
    const bool story = speckle && m_what->currentData().toBool();
    const bool own = m_template.ownTemplate.has_value() && !story;
    const bool url = m_target->currentData().toLongLong() == anotherUrl;
    m_form->setRowVisible(m_what, speckle);
    m_form->setRowVisible(m_event, speckle && !story && !own);
    m_form->setRowVisible(m_otherEvent, !speckle);
    m_form->setRowVisible(m_templateRow, !story);
    m_form->setRowVisible(m_dialect, speckle);
    m_form->setRowVisible(m_shape, speckle && !own);
    m_form->setRowVisible(m_url, url);
    m_form->setRowVisible(m_anyCertificate, url && isHttps());
    m_form->setRowVisible(m_asSpeckle, speckle);
    m_secretKind->setVisible(!url);
    m_secret->setEnabled(url || m_secretKind->currentData().toBool());
    const auto* provider = signing::findProvider(m_provider->currentData().toString().toStdString());
    m_secret->setPlaceholderText(!m_secret->isEnabled() ? QString()
                                 : speckle ? tr("empty: anyone can compute this signature")
                                 : provider && provider->signsAlways ? tr("needed: this sender always signs")
                                                                     : tr("empty: sent without a signature"));
    m_edit->setEnabled(!m_folder.empty());
    Q_EMIT changed();
}

} // namespace hookloupe::ui
