// SPDX-License-Identifier: GPL-3.0-or-later
#include "help/help_pages.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextDocument>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Help)
};

QString about()
{
    return Words::tr("# Hookloupe %1\n\nA desktop inspector for webhooks: it shows what arrived, whether the signature is valid "
                     "and, if not, why. Everything stays on this machine.\n\nFree software under the GNU General Public "
                     "License, version 3 or later. Runs on Qt %2.")
        .arg(QStringLiteral(HOOKLOUPE_VERSION), QString::fromLatin1(qVersion()));
}

QString guide(const QString& name)
{
    QFile file(u":/help/%1.md"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString plainText(const QString& markdown)
{
    QTextDocument document;
    document.setMarkdown(markdown);
    return document.toPlainText();
}

} // namespace

QList<HelpPage> helpPages()
{
    QList<HelpPage> pages{
        {HelpTopic::FirstCapture, u"first-capture"_s, Words::tr("The first capture"), {}, {}},
        {HelpTopic::Window, u"window"_s, Words::tr("The window"), {}, {}},
        {HelpTopic::Signatures, u"signatures"_s, Words::tr("Signatures"), {}, {}},
        {HelpTopic::Speckle, u"speckle"_s, Words::tr("What Speckle really does"), {}, {}},
        {HelpTopic::Tabs, u"tabs"_s, Words::tr("The details"), {}, {}},
        {HelpTopic::Replay, u"replay"_s, Words::tr("Replay"), {}, {}},
        {HelpTopic::Endpoints, u"endpoints"_s, Words::tr("Endpoints"), {}, {}},
        {HelpTopic::Answers, u"answers"_s, Words::tr("Answers and faults"), {}, {}},
        {HelpTopic::Keyboard, u"keyboard"_s, Words::tr("Keyboard"), {}, {}},
        {HelpTopic::Secrets, u"secrets"_s, Words::tr("Secrets and sharing"), {}, {}},
        {HelpTopic::CommandLine, u"command-line"_s, Words::tr("Command line"), {}, {}},
        {HelpTopic::About, {}, Words::tr("About Hookloupe"), {}, {}},
    };
    for (HelpPage& page : pages) {
        page.markdown = page.file.isEmpty() ? about() : guide(page.file);
        page.text = plainText(page.markdown);
    }
    return pages;
}

QStringList searchWords(const QString& text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

int countOf(const QString& text, const QString& words)
{
    int sum = 0;
    for (const QString& word : searchWords(words)) {
        const auto count = text.count(word, Qt::CaseInsensitive);
        if (count == 0)
            return 0;
        sum += static_cast<int>(count);
    }
    return sum;
}

} // namespace hookloupe::ui
