// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secrets/keychain.h"

#include <deque>
#include <map>
#include <utility>

/// A keychain for one test program, in the place of app/secrets/keychain.cpp: the linker takes that one only where these functions
/// are missing. Include it in one file of the program.
namespace hookloupe::test {

struct FakeKeychain {
    bool exists = false;
    bool isLocked = false; ///< refuses all but the question whether it is there
    bool isLate = false;   ///< answers when it is told to
    std::map<QString, std::string> entries = {};
    std::deque<std::function<void()>> asked = {};

    void ask(std::function<void()> request)
    {
        asked.push_back(std::move(request));
        if (!isLate)
            answerNext();
    }
    void answerNext()
    {
        const auto request = std::move(asked.front());
        asked.pop_front();
        request();
    }
};

inline FakeKeychain fakeKeychain;

} // namespace hookloupe::test

namespace hookloupe::secrets {

bool Keychain::mayExist()
{
    return test::fakeKeychain.exists;
}

void Keychain::read(const QString& key, std::chrono::milliseconds, std::function<void(Result<std::optional<std::string>>)> then,
                    std::function<void(End)> ended)
{
    test::fakeKeychain.ask([key, then = std::move(then), ended = std::move(ended)] {
        const auto& chain = test::fakeKeychain;
        const bool refused = chain.isLocked && !key.endsWith(QLatin1String("/probe"));
        const auto entry = chain.entries.find(key);
        if (ended)
            ended({!refused, false});
        if (refused)
            then(Error{ErrorCode::Failed, "keychain: locked"});
        else
            then(entry == chain.entries.end() ? std::optional<std::string>() : std::optional(entry->second));
    });
}

void Keychain::write(const QString& key, const std::string& bytes, std::chrono::milliseconds, std::function<void(Status)> then)
{
    test::fakeKeychain.ask([key, bytes, then = std::move(then)] {
        if (test::fakeKeychain.isLocked)
            return then(Error{ErrorCode::Failed, "keychain: locked"});
        test::fakeKeychain.entries[key] = bytes;
        then(success());
    });
}

void Keychain::remove(const QString& key, std::chrono::milliseconds, std::function<void(Status)> then)
{
    test::fakeKeychain.ask([key, then = std::move(then)] {
        if (test::fakeKeychain.isLocked)
            return then(Error{ErrorCode::Failed, "keychain: locked"});
        test::fakeKeychain.entries.erase(key);
        then(success());
    });
}

} // namespace hookloupe::secrets
