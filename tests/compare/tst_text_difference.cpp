// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "compare/text_difference.h"

#include <QTest>

#include <random>

using namespace hookloupe;
using namespace hookloupe::compare;
using namespace std::string_literals;

namespace {

/// "same[-removed-]{+added+}", as a person would mark it.
std::string marked(std::string_view before, std::string_view after, const RunLimits& limits = {})
{
    std::string out;
    for (const Piece& piece : textDifference(before, after, limits)) {
        const std::string_view from = piece.kind == PieceKind::Added ? after : before;
        const std::string text(from.substr(piece.begin, piece.length));
        out += piece.kind == PieceKind::Same ? text : piece.kind == PieceKind::Removed ? "[-" + text + "-]" : "{+" + text + "+}";
    }
    return out;
}

/// Both texts as the pieces tell them.
std::pair<std::string, std::string> joined(std::string_view before, std::string_view after, const std::vector<Piece>& pieces)
{
    std::pair<std::string, std::string> texts;
    for (const Piece& piece : pieces) {
        if (piece.kind == PieceKind::Added) {
            texts.second += after.substr(piece.begin, piece.length);
            continue;
        }
        texts.first += before.substr(piece.begin, piece.length);
        if (piece.kind == PieceKind::Same)
            texts.second += before.substr(piece.begin, piece.length);
    }
    return texts;
}

std::vector<std::uint64_t> letters(std::string_view text)
{
    return {text.begin(), text.end()};
}

} // namespace

class TestTextDifference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void wordsThatChangedAreTold()
    {
        QCOMPARE(marked("revit model", "revit model for good times"), "revit model{+ for good times+}"s);
        QCOMPARE(marked("a quick fox", "a slow fox"), "a [-quick-]{+slow+} fox"s);
        QCOMPARE(marked("", "new"), "{+new+}"s);
        QCOMPARE(marked("old", ""), "[-old-]"s);
        QCOMPARE(marked("same", "same"), "same"s);
        QCOMPARE(marked("", ""), ""s);
        QCOMPARE(marked("http://h/a/b", "http://h/c/b"), "http://h/[-a-]{+c+}/b"s);
    }

    void runsAreALongestCommonSubsequence()
    {
        // The example of Myers' paper: ABCABBA against CBABAC has four letters in common.
        const auto before = letters("ABCABBA");
        const auto after = letters("CBABAC");
        std::size_t common = 0;
        for (const Run& run : commonRuns(before, after)) {
            for (std::size_t i = 0; i < run.length; ++i)
                QCOMPARE(before[run.before + i], after[run.after + i]);
            common += run.length;
        }
        QCOMPARE(common, 4u);
    }

    void randomSequencesAgreeWithTheTextbook()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 400; ++round) {
            const auto made = [&] {
                std::vector<std::uint64_t> text(random() % 30);
                for (auto& letter : text)
                    letter = random() % 4;
                return text;
            };
            const auto before = made();
            const auto after = made();
            std::vector<std::vector<std::size_t>> best(before.size() + 1, std::vector<std::size_t>(after.size() + 1));
            for (std::size_t i = 1; i <= before.size(); ++i)
                for (std::size_t j = 1; j <= after.size(); ++j)
                    best[i][j] = before[i - 1] == after[j - 1] ? best[i - 1][j - 1] + 1
                                                               : std::max(best[i - 1][j], best[i][j - 1]);
            std::size_t common = 0;
            std::size_t b = 0;
            std::size_t a = 0;
            for (const Run& run : commonRuns(before, after)) {
                QVERIFY(run.before >= b && run.after >= a);
                for (std::size_t i = 0; i < run.length; ++i)
                    QCOMPARE(before[run.before + i], after[run.after + i]);
                b = run.before + run.length;
                a = run.after + run.length;
                common += run.length;
            }
            QCOMPARE(common, best[before.size()][after.size()]);
        }
    }

    void thePiecesAlwaysGiveBothTextsBack()
    {
        std::mt19937 random(11);
        const std::array<std::string, 7> parts{"a", " ", "é", "🌻", "\xff", "\xf0\x9f", "word"};
        for (int round = 0; round < 400; ++round) {
            const auto made = [&] {
                std::string text;
                for (std::size_t left = random() % 40; left > 0; --left)
                    text += parts[random() % parts.size()];
                return text;
            };
            const std::string before = made();
            const std::string after = made();
            for (const RunLimits& limits : {RunLimits(), RunLimits{0, 0}}) {
                const auto texts = joined(before, after, textDifference(before, after, limits));
                QCOMPARE(texts.first, before);
                QCOMPARE(texts.second, after);
            }
        }
    }

    void charactersAreNeverHalved()
    {
        // These two share their first three bytes.
        for (const RunLimits& limits : {RunLimits(), RunLimits{0, 0}}) {
            for (const Piece& piece : textDifference("🌻", "🌼", limits))
                QCOMPARE(piece.length, 4u);
        }
        const std::string many(900'000, '.');
        for (const Piece& piece : textDifference(many + "🌻", many + "🌼"))
            QVERIFY(piece.length == 4 || piece.length == many.size());
    }

    void hugeAndHostileTextsEndSoon()
    {
        std::string before;
        std::string after;
        for (int i = 0; i < 100'000; ++i) {
            before += static_cast<char>('a' + i % 23);
            after += static_cast<char>('a' + i % 19);
            before += ' ';
            after += '-';
        }
        const auto texts = joined(before, after, textDifference(before, after));
        QCOMPARE(texts.first, before);
        QCOMPARE(texts.second, after);
        const std::string line(64u << 20, 'x');
        QCOMPARE(marked(line + "1", line + "2").size(), line.size() + 10);
        int asked = 0;
        (void)textDifference(before, after, {}, [&] { return ++asked > 0; });
        QCOMPARE(asked, 1);
    }
};

HOOKLOUPE_APPLESS_TEST(TestTextDifference)
#include "tst_text_difference.moc"
