// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/template_editor.h"

#include "simulate/event_order.h"
#include "simulate/speckle_event.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "style/theme.h"
#include "words/error_words.h"
#include "words/template_words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

TemplateEditor::TemplateEditor(std::string folder, std::string provider, std::optional<simulate::OwnTemplate> own, const QString& name,
                               const std::string& text, QWidget* parent)
    : QDialog(parent), m_folder(std::move(folder)), m_provider(std::move(provider)), m_own(std::move(own)),
      m_name(new QLineEdit(name, this)), m_text(new QPlainTextEdit(this)), m_status(plainLabel({}, this))
{
    setWindowTitle(m_own ? tr("Template: %1").arg(shownText(m_own->name, 60)) : tr("New template"));
    m_name->setMaxLength(80);
    m_name->setAccessibleName(tr("Name of the template"));
    m_text->setFont(codeFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Text of the template"));
    m_text->setPlainText(QString::fromStdString(text));
    m_status->setWordWrap(true);
    m_status->setObjectName(u"templateStatus"_s);

    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(QDialogButtonBox::Save);
    buttons->addButton(QDialogButtonBox::Cancel);
    buttons->addButton(makeFieldButton(), QDialogButtonBox::ResetRole);
    if (m_own) {
        auto* gone = buttons->addButton(tr("&Delete"), QDialogButtonBox::DestructiveRole);
        gone->setAutoDefault(false);
        connect(gone, &QPushButton::clicked, this, &TemplateEditor::deleteOwn);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &TemplateEditor::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &TemplateEditor::check);
    connect(m_text, &QPlainTextEdit::textChanged, this, &TemplateEditor::check);

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), m_name);
    auto* title = plainLabel(m_provider == simulate::speckleProvider
                                 ? tr("&Text: the event's data in each shape, or a whole body with “payload”. {{name}} is a field.")
                                 : tr("&Text: the body. {{name}} is a field."), this);
    title->setWordWrap(true);
    title->setBuddy(m_text);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(title);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_status);
    layout->addWidget(buttons);
    resize(720, 600);
    m_text->setFocus();
    check();
}

QPushButton* TemplateEditor::makeFieldButton()
{
    auto* button = new QPushButton(tr("&Insert field"), this);
    button->setAutoDefault(false);
    auto* menu = new QMenu(button);
    for (const auto& field : simulate::testFields(utcNow())) {
        const QString name = QString::fromStdString(field.first);
        connect(menu->addAction(name), &QAction::triggered, this, [this, name] {
            m_text->insertPlainText(u"{{"_s + name + u"}}"_s);
            m_text->setFocus();
        });
    }
    button->setMenu(menu);
    return button;
}

std::string TemplateEditor::text() const
{
    return m_text->toPlainText().toStdString();
}

std::string TemplateEditor::name() const
{
    return m_name->text().trimmed().toStdString();
}

void TemplateEditor::check()
{
    const auto fault = simulate::faultOf(m_provider, text());
    m_save->setEnabled(!fault && simulate::isTemplateName(name()));
    if (fault)
        return say(words::templateFaultSentence(*fault), true);
    if (!simulate::isTemplateName(name()))
        return say(tr("Give it a name of a file: letters, digits and such, not one of \\ / : * ? \" < > |."), true);
    simulate::EventOrder order;
    order.provider = m_provider;
    order.ownTemplate = text();
    const auto fields = simulate::fieldsOf(order);
    say(fields.size() == 1 ? tr("It has one field.") : tr("It has %n fields.", nullptr, static_cast<int>(fields.size())), false);
}

void TemplateEditor::save()
{
    const auto all = simulate::ownTemplates(m_folder);
    const bool taken = std::any_of(all.begin(), all.end(), [this](const simulate::OwnTemplate& one) {
        return one.provider == m_provider && one.name == name() && (!m_own || one.name != m_own->name);
    });
    if (!taken)
        return write();
    ask(tr("There is a template %1 already. Save this one in its place?").arg(shownText(name(), 80)), tr("&Replace it"),
        [this] { write(); });
}

void TemplateEditor::write()
{
    const auto saved = simulate::saveOwnTemplate(m_folder, m_provider, name(), text());
    if (!saved)
        return say(words::errorSentence(saved.error()), true);
    Q_EMIT this->saved(*saved);
    accept();
}

void TemplateEditor::deleteOwn()
{
    ask(tr("Delete the template %1? Its file cannot be brought back.").arg(shownText(m_own->name, 80)), tr("&Delete"), [this] {
        const auto gone = simulate::removeOwnTemplate(*m_own);
        if (!gone && gone.error().code != ErrorCode::NotFound)
            return say(words::errorSentence(gone.error()), true);
        Q_EMIT deleted(*m_own);
        accept();
    });
}

void TemplateEditor::ask(const QString& question, const QString& action, const std::function<void()>& then)
{
    auto* box = new QMessageBox(QMessageBox::Warning, windowTitle(), question, QMessageBox::Cancel, this);
    box->setObjectName(u"askAboutTemplate"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton* yes = box->addButton(action, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [then] { then(); });
    box->open();
}

void TemplateEditor::say(const QString& sentence, bool bad)
{
    setInk(m_status, bad ? Ink::Bad : Ink::Plain);
    m_status->setText(sentence);
}

} // namespace hookloupe::ui
