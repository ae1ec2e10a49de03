// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace hookloupe::test {

/// Falls alike on every machine for the same seed.
class Dice {
public:
    explicit Dice(quint64 seed) : m_engine(seed) {}

    /// 0 to count - 1.
    [[nodiscard]] std::size_t below(std::size_t count) { return count == 0 ? 0 : static_cast<std::size_t>(m_engine() % count); }
    /// Both may be thrown.
    [[nodiscard]] int between(int least, int most) { return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1)); }
    [[nodiscard]] bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    template <typename List>
    [[nodiscard]] auto one(const List& of) -> const typename List::value_type& { return of[below(of.size())]; }
    /// Of a literal list of words.
    [[nodiscard]] std::string word(std::initializer_list<const char*> of) { return of.begin()[below(of.size())]; }
    [[nodiscard]] std::string bytes(std::size_t count)
    {
        std::string all(count, '\0');
        for (char& byte : all)
            byte = static_cast<char>(m_engine());
        return all;
    }

private:
    std::mt19937_64 m_engine;
};

/// Qt Test gives all rows of a function five minutes together: enough but for who asks for more of them.
inline const bool mayTakeLonger = qEnvironmentVariableIsSet("HOOKLOUPE_ATTACK_ROUNDS") && qputenv("QTEST_FUNCTION_TIMEOUT", "2000000000");

/// The rows of an attack, each with the seed of its dice: as many as are usual in the suite, times HOOKLOUPE_ATTACK_ROUNDS, from
/// HOOKLOUPE_ATTACK_SEED on. A row that fails is done again by its seed: tst_attack_kill "serveGoesOnAfterEachKill:seed 7".
inline void addRounds(int usual)
{
    QTest::addColumn<quint64>("seed");
    const int times = qMax(1, qEnvironmentVariableIntValue("HOOKLOUPE_ATTACK_ROUNDS"));
    const auto first = static_cast<quint64>(qMax(1, qEnvironmentVariableIntValue("HOOKLOUPE_ATTACK_SEED")));
    for (quint64 seed = first; seed < first + static_cast<quint64>(usual * times); ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

/// Waits for what comes without being waited for by name; half a minute is for what hangs.
template <typename Condition>
[[nodiscard]] bool comes(Condition condition)
{
    return QTest::qWaitFor(condition, 30'000);
}

} // namespace hookloupe::test
