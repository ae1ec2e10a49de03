// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/body_editor.h"

#include "base/text.h"
#include "resend/code_edit.h"
#include "resend/find_replace.h"
#include "speckle/analysis.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "widgets/choice_bar.h"
#include "widgets/find_bar.h"
#include "widgets/hex_edit.h"
#include "widgets/view_finder.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t checkedAtOnce = 64 * 1024;

bool looksLikeJson(std::string_view content)
{
    const std::size_t first = content.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (content[first] == '{' || content[first] == '[');
}

bool isBinary(std::string_view content)
{
    return decode::decode({}, content.substr(0, 64 * 1024)).format == decode::Format::Binary;
}

QToolButton* makeButton(const QString& text, const QString& hint, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(plainToolTip(hint));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

ChoiceBar* makeChoice(QWidget* parent)
{
    auto* choice = new ChoiceBar(BodyEditor::tr("Edit the body as"), parent);
    for (const QString& view : {BodyEditor::tr("Payload"), BodyEditor::tr("Indented"), BodyEditor::tr("As sent"), BodyEditor::tr("Hex")})
        choice->addChoice(view); // in the order of View
    return choice;
}

} // namespace

BodyEditor::BodyEditor(QWidget* parent)
    : QWidget(parent)
    , m_content(std::make_shared<const std::string>())
    , m_choice(makeChoice(this))
    , m_fold(makeButton(tr("Fold all"), tr("Hide what is inside objects and arrays; Ctrl+- folds the one at the cursor"), this))
    , m_unfold(makeButton(tr("Unfold all"), tr("Show everything; Ctrl++ unfolds the line of the cursor"), this))
    , m_overwrite(makeButton(tr("Overwrite"), tr("What is typed replaces the bytes at the cursor; else it is inserted (Insert key)"), this))
    , m_search(makeButton(tr("Find"), tr("Find (%1)").arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)), this))
    , m_stack(new QStackedWidget(this))
    , m_edit(new CodeEdit(m_stack))
    , m_hex(new HexEdit(m_stack))
    , m_find(new FindReplace(m_edit, this))
    , m_findBytes(new FindBar(this))
    , m_finder(new ViewFinder(m_findBytes, this))
    , m_note(plainLabel({}, this))
    , m_goTo(new QPushButton(tr("Go there"), this))
{
    m_edit->setAccessibleName(tr("Body"));
    m_hex->setAccessibleName(tr("Body as hex"));
    m_stack->addWidget(m_edit);
    m_stack->addWidget(m_hex);
    m_note->setWordWrap(true);
    m_note->setAccessibleName(tr("About the body"));
    m_goTo->hide();
    m_overwrite->setCheckable(true);
    m_overwrite->setChecked(m_hex->overwrites());
    m_findBytes->setHexOffered(true);
    m_finder->addView(m_hex);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_choice);
    bar->addStretch(1);
    bar->addWidget(m_fold);
    bar->addWidget(m_unfold);
    bar->addWidget(m_overwrite);
    bar->addWidget(m_search);
    column->addLayout(bar);
    column->addWidget(m_find);
    column->addWidget(m_findBytes);
    column->addWidget(m_stack, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(m_goTo, 0, Qt::AlignTop);
    column->addLayout(foot);
    m_checkSoon.setSingleShot(true);
    m_checkSoon.setInterval(200ms);
    connect(&m_checkSoon, &QTimer::timeout, this, &BodyEditor::check);
    connect(m_choice, &ChoiceBar::currentChanged, this, [this](int view) {
        take();
        show(static_cast<View>(view));
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_checkSoon.start();
        Q_EMIT changed();
    });
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &BodyEditor::showNote);
    connect(m_goTo, &QPushButton::clicked, this, [this] {
        if (m_fault)
            m_edit->goToByte(*m_fault);
    });
    connect(m_hex, &HexEdit::edited, this, &BodyEditor::changed);
    connect(m_hex, &HexEdit::stateChanged, this, &BodyEditor::showNote);
    connect(m_hex, &ByteView::selectionChanged, this, &BodyEditor::showNote);
    connect(m_hex, &HexEdit::refused, this, [this](const QString& sentence) { say(sentence, true); });
    connect(m_overwrite, &QToolButton::toggled, m_hex, &HexEdit::setOverwrites);
    connect(m_search, &QToolButton::clicked, this, [this] {
        if (m_view == Hex)
            m_finder->open();
        else
            m_find->open(true);
    });
    connect(m_fold, &QToolButton::clicked, m_edit, &CodeEdit::foldAll);
    connect(m_unfold, &QToolButton::clicked, m_edit, &CodeEdit::unfoldAll);
}

void BodyEditor::setContent(std::shared_ptr<const std::string> content)
{
    m_content = std::move(content);
    m_edit->document()->setModified(false);
    readForms();
    if (m_innerForm)
        show(Payload);
    else if (m_wholeForm)
        show(Indented);
    else
        show((isBinary(*m_content) && !looksLikeJson(*m_content)) || m_content->size() > largestText ? Hex : AsSent);
}

std::string BodyEditor::content() const
{
    if (!isEdited())
        return *m_content;
    if (m_view == Hex)
        return m_hex->bytes();
    std::string text = m_edit->bytes();
    if (m_form)
        text = asSent(*m_form, text);
    if (m_view == Payload)
        return withInner(m_before, text).value_or(m_before);
    return text;
}

bool BodyEditor::isEdited() const
{
    return m_view == Hex ? m_hex->isModified() : m_edit->isModified();
}

void BodyEditor::take()
{
    if (!isEdited())
        return;
    m_content = m_view == Hex ? m_hex->sharedBytes() : std::make_shared<const std::string>(content());
    m_edit->document()->setModified(false);
    readForms();
}

void BodyEditor::readForms()
{
    const bool small = m_content->size() <= largestIndented;
    const auto inner = small ? speckle::innerString(*m_content) : std::nullopt;
    m_innerForm = inner ? indented(*inner) : std::nullopt;
    m_wholeForm = small ? indented(*m_content) : std::nullopt;
    m_choice->setChoiceVisible(Payload, m_innerForm.has_value());
    m_choice->setChoiceVisible(Indented, m_wholeForm.has_value());
    m_choice->setChoiceVisible(AsSent, small);
}

void BodyEditor::show(View view)
{
    m_view = view;
    m_form.reset();
    m_fault.reset();
    m_check.reset();
    if (view == Payload) {
        m_before = *m_content;
        m_form = m_innerForm;
    } else if (view == Indented) {
        m_form = m_wholeForm;
    }
    const std::string_view text = m_form ? std::string_view(m_form->text) : std::string_view(*m_content);
    const bool json = looksLikeJson(text);
    m_edit->setBytes(view == Hex ? std::string_view() : text, m_form ? Stretches::Strings : Stretches::Lines,
                     json ? Syntax::Json : Syntax::Plain);
    const bool tooLarge = static_cast<std::size_t>(m_edit->document()->characterCount()) > largestText;
    m_edit->setReadOnly(tooLarge);
    if (view != Hex && m_findBytes->isVisible())
        m_findBytes->close();
    m_hex->setBytes(view == Hex ? m_content : nullptr);
    m_stack->setCurrentWidget(view == Hex ? static_cast<QWidget*>(m_hex) : m_edit);
    m_fold->setVisible(m_form.has_value());
    m_unfold->setVisible(m_form.has_value());
    m_overwrite->setVisible(view == Hex);
    m_search->setText(view == Hex ? tr("Find") : tr("Find and replace"));
    if (view == Hex)
        m_find->close();
    setFocusProxy(m_stack->currentWidget());
    m_choice->setCurrent(view);
    check();
}

void BodyEditor::check()
{
    m_fault.reset();
    showNote();
    if (m_view == Hex)
        return;
    auto text = std::make_shared<const std::string>(m_edit->bytes());
    if (!looksLikeJson(*text))
        return;
    m_check = std::make_unique<LazyPart<decode::Document>>(text->size() < checkedAtOnce ? Cost::Cheap : Cost::Dear, [text] {
        return std::make_shared<const decode::Document>(decode::decode({{"Content-Type", "application/json"}}, *text));
    });
    m_check->whenReady(this, [this](const std::shared_ptr<const decode::Document>& document) {
        using decode::Problem;
        const bool broken = document->problem == Problem::JsonSyntax || document->problem == Problem::JsonTooDeep;
        if (broken)
            m_fault = document->problemOffset;
        showNote();
        if (!broken)
            return;
        const std::string_view before = std::string_view(document->text).substr(0, document->problemOffset);
        const auto lastLine = before.rfind('\n');
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const auto column = lastLine == std::string_view::npos ? before.size() + 1 : before.size() - lastLine;
        say(tr("Broken JSON at line %1, column %2: %3. It is sent as it stands.")
                .arg(line).arg(column).arg(shown(document->problemDetail)), true);
    });
}

void BodyEditor::showNote()
{
    m_goTo->setVisible(m_fault.has_value());
    if (m_fault)
        return;
    if (m_view == Hex)
        return showHexNote();
    if (m_edit->isReadOnly())
        return say(tr("This body is too large to be edited as text. Hex edits it."), false);
    if (const QString mark = m_edit->markAtCursor(); !mark.isEmpty())
        return say(tr("At the cursor: %1.").arg(mark), false);
    if (m_edit->marks() == 0)
        return say({}, false);
    say(m_edit->marks() == 1
            ? tr("One coloured mark stands for what a text cannot show. It is sent as it was, unless you delete it.")
            : tr("%n coloured marks stand for what a text cannot show. They are sent as they were, unless you delete them.", nullptr,
                 static_cast<int>(m_edit->marks())),
        false);
}

void BodyEditor::showHexNote()
{
    const QSignalBlocker quiet(m_overwrite);
    m_overwrite->setChecked(m_hex->overwrites());
    const auto count = [](std::size_t bytes) { return QLocale().toString(qulonglong(bytes)); };
    const std::size_t begin = m_hex->selectionBegin();
    const std::size_t selected = m_hex->selectionEnd() - begin;
    const std::size_t size = m_hex->bytes().size();
    const QString place = tr("Byte %1 (%2 hex) of %3.").arg(count(begin), QString::number(begin, 16), count(size));
    const QString typing = m_hex->side() == HexEdit::Side::Hex ? tr("Hex digits are typed; Tab goes to the characters.")
                                                              : tr("Characters are typed, as UTF-8; Shift+Tab goes to the digits.");
    if (selected < 2)
        return say(u"%1 %2"_s.arg(place, typing), false);
    say(u"%1 %2 %3"_s.arg(place, tr("Selected: %1 bytes.").arg(count(selected)), typing), false);
}

void BodyEditor::say(const QString& note, bool bad)
{
    setInk(m_note, bad ? Ink::Bad : Ink::Subtle);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace hookloupe::ui
