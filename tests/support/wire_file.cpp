// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/wire_file.h"

#include <QtGlobal>

#include <fstream>
#include <iterator>
#include <sstream>

namespace hookloupe::test {

std::string testData(const std::string& relativePath)
{
    std::ifstream file(std::string(HOOKLOUPE_TEST_DATA) + "/" + relativePath, std::ios::binary);
    if (!file)
        qFatal("test data is missing: %s", relativePath.c_str());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<WireFile> wireFiles()
{
    std::vector<WireFile> files;
    std::istringstream table(testData("wire/SECRETS.tsv"));
    std::string line;
    std::getline(table, line);
    while (std::getline(table, line)) {
        std::istringstream row(line);
        WireFile file;
        std::string covers;
        std::getline(row, file.name, '\t');
        std::getline(row, file.secret, '\t');
        std::getline(row, file.signature, '\t');
        std::getline(row, covers, '\t');
        const std::string bytes = testData("wire/" + file.name);
        const auto end = bytes.find("\r\n\r\n");
        if (end == std::string::npos)
            qFatal("no empty line in %s", file.name.c_str());
        file.head = bytes.substr(0, end + 4);
        file.body = bytes.substr(end + 4);
        file.coversInnerString = covers == "payload-string";
        file.hasBody = !file.body.empty();
        files.push_back(std::move(file));
    }
    return files;
}

WireFile wireFile(const std::string& prefix)
{
    for (auto& file : wireFiles()) {
        if (file.name.starts_with(prefix))
            return file;
    }
    qFatal("no recorded request is named %s…", prefix.c_str());
}

} // namespace hookloupe::test
