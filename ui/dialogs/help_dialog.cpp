// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogs/help_dialog.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// A text view that never fetches what its text names.
class GuideView : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

QString guide(const QString& name)
{
    QFile file(u":/help/%1.md"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString about()
{
    return HelpDialog::tr("# Hookloupe %1\n\nA desktop inspector for webhooks: it shows what arrived, whether the signature "
                          "is valid and, if not, why. Everything stays on this machine.\n\nFree software under the GNU "
                          "General Public License, version 3 or later. Runs on Qt %2.")
        .arg(QStringLiteral(HOOKLOUPE_VERSION), QString::fromLatin1(qVersion()));
}

} // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Hookloupe help"));
    m_topics = new QListWidget(this);
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setSpacing(3);
    // In the order of HelpTopic.
    m_topics->addItems({tr("Capture"), tr("Signatures"), tr("What Speckle records"), tr("Endpoints"), tr("Command line"),
                        tr("About Hookloupe")});
    m_text = new GuideView(this);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Text of the topic"));
    m_text->document()->setDocumentMargin(16);

    auto* split = new QSplitter(this);
    split->addWidget(m_topics);
    split->addWidget(m_text);
    split->setStretchFactor(1, 1);
    split->setSizes({190, 560});
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(split, 1);
    layout->addWidget(buttons);
    connect(m_topics, &QListWidget::currentRowChanged, this, &HelpDialog::showRow);
    resize(780, 560);
    showTopic(HelpTopic::Capture);
}

void HelpDialog::showTopic(HelpTopic topic)
{
    m_topics->setCurrentRow(static_cast<int>(topic));
}

void HelpDialog::showRow(int row)
{
    switch (static_cast<HelpTopic>(row)) {
    case HelpTopic::Capture:
        m_text->setMarkdown(guide(u"capture"_s));
        break;
    case HelpTopic::Signatures:
        m_text->setMarkdown(guide(u"signatures"_s));
        break;
    case HelpTopic::Speckle:
        m_text->setMarkdown(guide(u"speckle"_s));
        break;
    case HelpTopic::Endpoints:
        m_text->setMarkdown(guide(u"endpoints"_s));
        break;
    case HelpTopic::CommandLine:
        m_text->setMarkdown(guide(u"command-line"_s));
        break;
    case HelpTopic::About:
        m_text->setMarkdown(about());
        break;
    }
}

} // namespace hookloupe::ui
