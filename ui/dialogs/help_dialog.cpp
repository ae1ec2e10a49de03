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

struct Page {
    QString file;     ///< empty: not a file
    QString title;
};

/// In the order of HelpTopic.
QList<Page> pages()
{
    return {{u"first-capture"_s, HelpDialog::tr("The first capture")},
            {u"window"_s, HelpDialog::tr("The window")},
            {u"signatures"_s, HelpDialog::tr("Signatures")},
            {u"speckle"_s, HelpDialog::tr("What Speckle records")},
            {u"tabs"_s, HelpDialog::tr("The details")},
            {u"endpoints"_s, HelpDialog::tr("Endpoints")},
            {u"keyboard"_s, HelpDialog::tr("Keyboard")},
            {u"secrets"_s, HelpDialog::tr("Secrets and sharing")},
            {u"command-line"_s, HelpDialog::tr("Command line")},
            {{}, HelpDialog::tr("About Hookloupe")}};
}

} // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Hookloupe help"));
    m_topics = new QListWidget(this);
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setSpacing(3);
    for (const Page& page : pages())
        m_topics->addItem(page.title);
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
    showTopic(HelpTopic::FirstCapture);
}

void HelpDialog::showTopic(HelpTopic topic)
{
    m_topics->setCurrentRow(static_cast<int>(topic));
}

void HelpDialog::showRow(int row)
{
    const auto all = pages();
    if (row >= 0 && row < all.size())
        m_text->setMarkdown(all.at(row).file.isEmpty() ? about() : guide(all.at(row).file));
}

} // namespace hookloupe::ui
