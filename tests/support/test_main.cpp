// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace {

std::map<std::string, int (*)(int, char**), std::less<>>& tests()
{
    static std::map<std::string, int (*)(int, char**), std::less<>> all;
    return all;
}

} // namespace

namespace hookloupe::test {

RegisteredTest::RegisteredTest(const char* file, int (*run)(int argc, char** argv))
{
    std::string_view name = file;
    name.remove_prefix(name.rfind('/') + 1);
    tests().emplace(name.substr(0, name.rfind('.')), run);
}

} // namespace hookloupe::test

int main(int argc, char** argv)
{
    const auto found = argc > 1 ? tests().find(std::string_view(argv[1])) : tests().end();
    if (found == tests().end()) {
        std::fputs("Give the name of a test, then options of Qt Test:\n", stderr);
        for (const auto& [name, run] : tests())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return EXIT_FAILURE;
    }
    argv[1] = argv[0];
    return found->second(argc - 1, argv + 1);
}
