// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/command_match.h"

#include <QString>

#include <algorithm>
#include <vector>

namespace hookloupe::ui {

namespace {

constexpr qsizetype longest = 200; // of a name or query, in characters; more is not looked at

/// One character for each of the text's, without case and accent.
QString folded(QStringView text)
{
    QString result;
    for (const QChar character : text.first(std::min(text.size(), longest))) {
        const QString parts = QString(character).normalized(QString::NormalizationForm_KD);
        result += (parts.isEmpty() ? character : parts.front()).toCaseFolded();
    }
    return result;
}

bool beginsWord(const QString& text, qsizetype at)
{
    return text.at(at).isLetterOrNumber() && (at == 0 || !text.at(at - 1).isLetterOrNumber());
}

/// The best way to place the query's letters, found from its end: `best[q][t]` is for letters from q on, in text from t on.
class Placer {
public:
    Placer(QString text, QString query) : m_text(std::move(text)), m_query(std::move(query))
    {
        m_best.assign(static_cast<std::size_t>((m_query.size() + 1) * (m_text.size() + 1)) * 2, unknown);
    }

    /// Score of the letters from `q` on if the last one was placed just before `t`; `joined`: the next may follow on.
    int score(qsizetype q, qsizetype t, bool joined)
    {
        if (q == m_query.size())
            return 0;
        if (m_query.at(q).isSpace()) // the next letter begins a word
            return score(q + 1, t, false);
        int& best = m_best[index(q, t, joined)];
        if (best != unknown)
            return best;
        best = impossible;
        for (qsizetype at = t; at < m_text.size(); ++at) {
            const int step = stepScore(q, t, at, joined);
            if (step == impossible)
                continue;
            const int rest = score(q + 1, at + 1, true);
            if (rest != impossible)
                best = std::max(best, step + rest);
        }
        return best;
    }

    QList<qsizetype> places()
    {
        QList<qsizetype> found;
        qsizetype t = 0;
        bool joined = false;
        for (qsizetype q = 0; q < m_query.size(); ++q) {
            if (m_query.at(q).isSpace()) {
                joined = false;
                continue;
            }
            const int wanted = score(q, t, joined);
            for (qsizetype at = t; at < m_text.size(); ++at) {
                const int step = stepScore(q, t, at, joined);
                if (step != impossible && score(q + 1, at + 1, true) != impossible
                    && step + score(q + 1, at + 1, true) == wanted) {
                    found << at;
                    t = at + 1;
                    joined = true;
                    break;
                }
            }
        }
        return found;
    }

    static constexpr int impossible = -1'000'000;

private:
    static constexpr int unknown = -2'000'000;

    [[nodiscard]] std::size_t index(qsizetype q, qsizetype t, bool joined) const
    {
        return static_cast<std::size_t>(((q * (m_text.size() + 1)) + t) * 2 + (joined ? 1 : 0));
    }
    [[nodiscard]] int stepScore(qsizetype q, qsizetype t, qsizetype at, bool joined) const
    {
        if (m_text.at(at) != m_query.at(q))
            return impossible;
        if (joined && at == t)
            return 8;
        if (beginsWord(m_text, at))
            return at == 0 ? 12 : 6 - static_cast<int>(std::min<qsizetype>(at - t, 40)) / 10;
        return impossible;
    }

    QString m_text;
    QString m_query;
    std::vector<int> m_best;
};

} // namespace

std::optional<CommandMatch> matchCommand(QStringView text, QStringView query)
{
    Placer placer(folded(text), folded(query.trimmed()));
    const int score = placer.score(0, 0, false);
    if (score == Placer::impossible)
        return std::nullopt;
    return CommandMatch{score, placer.places()};
}

} // namespace hookloupe::ui
