// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "help/help_dialog.h"
#include "support/strict.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::ui;

namespace {

QStringList shownTopics(const HelpDialog& help)
{
    QStringList titles;
    const auto* topics = help.findChild<QListWidget*>();
    for (int row = 0; row < topics->count(); ++row) {
        if (!topics->item(row)->isHidden())
            titles << topics->item(row)->text();
    }
    return titles;
}

QStringList marked(const HelpDialog& help)
{
    QStringList texts;
    for (const auto& mark : help.findChild<QTextBrowser*>()->extraSelections())
        texts << mark.cursor.selectedText().toLower();
    return texts;
}

} // namespace

class TestHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { hookloupe::test::failOnWarnings(); }

    void everyTopicHasItsPageInOrder()
    {
        const auto pages = helpPages();
        for (int i = 0; i < pages.size(); ++i) {
            QCOMPARE(int(pages.at(i).topic), i);
            QVERIFY2(pages.at(i).text.size() > 100, qPrintable(pages.at(i).title));
        }
        QCOMPARE(pages.back().topic, HelpTopic::About);
    }

    void everyFileOfTheGuideIsAPageAndEveryLinkLeadsToOne()
    {
        QStringList files;
        const auto pages = helpPages();
        for (const HelpPage& page : pages)
            files << page.file;
        const QDir folder(QStringLiteral(HOOKLOUPE_SOURCE_DIR "/resources/help"));
        for (const QString& name : folder.entryList({u"*.md"_s}))
            QVERIFY2(files.contains(name.chopped(3)), qPrintable(name));
        static const QRegularExpression link(u"\\]\\(([^)]*)\\)"_s);
        for (const HelpPage& page : pages) {
            auto links = link.globalMatch(page.markdown);
            while (links.hasNext()) {
                const QString to = links.next().captured(1);
                QVERIFY2(files.contains(to), qPrintable(page.file + u" -> "_s + to));
            }
        }
    }

    void aSearchLeavesThePagesThatHaveAllWordsAndMarksThem()
    {
        HelpDialog help;
        help.show();
        const QStringList all = shownTopics(help);
        help.search(u"hmac Inner"_s);
        const QStringList found = shownTopics(help);
        QCOMPARE(found, QStringList{u"Signatures"_s});
        QCOMPARE(help.findChild<QListWidget*>()->currentItem()->text(), u"Signatures"_s);
        QVERIFY(marked(help).contains(u"hmac"_s) && marked(help).contains(u"inner"_s));
        help.search(u"<b>nothing</b>"_s);
        QVERIFY(shownTopics(help).isEmpty());
        QVERIFY(marked(help).isEmpty());
        help.search({});
        QCOMPARE(shownTopics(help), all);
        QVERIFY(marked(help).isEmpty());
    }

    void returnGoesFromHitToHitAndAroundAgain()
    {
        HelpDialog help;
        help.show();
        auto* search = help.findChild<QLineEdit*>();
        auto* text = help.findChild<QTextBrowser*>();
        search->setFocus();
        help.showTopic(HelpTopic::Signatures);
        QTest::keyClicks(search, u"signature"_s);
        const int first = text->textCursor().position();
        const auto hits = marked(help).size();
        QVERIFY(hits > 2);
        QList<int> places{first};
        for (int i = 1; i < hits; ++i) {
            QTest::keyClick(search, Qt::Key_Return);
            QVERIFY(text->textCursor().position() > places.back());
            places << text->textCursor().position();
        }
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(text->textCursor().position(), first);
        QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(text->textCursor().position(), places.back());
        const QString before = help.findChild<QListWidget*>()->currentItem()->text();
        QTest::keyClick(search, Qt::Key_Down);
        QVERIFY(help.findChild<QListWidget*>()->currentItem()->text() != before);
        QVERIFY(help.isVisible());
    }

    void aTopicEndsTheSearch()
    {
        HelpDialog help;
        help.show();
        help.search(u"nothing of this kind"_s);
        help.showTopic(HelpTopic::Secrets);
        QCOMPARE(help.findChild<QListWidget*>()->currentRow(), int(HelpTopic::Secrets));
        QVERIFY(help.findChild<QTextBrowser*>()->toPlainText().contains(u"keychain"_s));
    }

    void aLinkLeadsToItsPageAndNowhereElse()
    {
        HelpDialog help;
        help.show();
        auto* text = help.findChild<QTextBrowser*>();
        Q_EMIT text->anchorClicked(QUrl(u"secrets"_s));
        QCOMPARE(help.findChild<QListWidget*>()->currentRow(), int(HelpTopic::Secrets));
        Q_EMIT text->anchorClicked(QUrl(u"https://example.org/signatures"_s));
        QCOMPARE(help.findChild<QListWidget*>()->currentRow(), int(HelpTopic::Secrets));
    }
};

HOOKLOUPE_GUI_TEST(TestHelp)
#include "tst_help.moc"
