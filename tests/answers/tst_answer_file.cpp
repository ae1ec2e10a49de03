// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "answers/answer_file.h"
#include "answers/answer_plan.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace hookloupe::answers;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& text)
{
    std::ofstream(path) << text;
}

} // namespace

/// A folder that the user named, beside what is none of the sender's business.
class TestAnswerFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_home;

    [[nodiscard]] fs::path home() const { return m_home.path().toStdString(); }
    [[nodiscard]] std::string folder() const { return (home() / "answers").string(); }
    [[nodiscard]] std::string read(const std::string& name) const
    {
        const auto result = readAnswerFile(folder(), name);
        const auto* bytes = std::get_if<std::string>(&result);
        return bytes ? *bytes : "trouble";
    }
    [[nodiscard]] std::optional<FileTrouble> trouble(const std::string& name) const { return troubleWith(folder(), name); }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }
    void initTestCase()
    {
        fs::create_directories(home() / "answers" / "deep");
        fs::create_directories(home() / "answers-of-others");
        write(home() / "answers" / "a.json", "{}");
        write(home() / "answers" / "deep" / "b.json", "[]");
        write(home() / "answers-of-others" / "c.json", "no");
        write(home() / "id_rsa", "secret");
        fs::permissions(home() / "id_rsa", fs::perms::owner_read | fs::perms::owner_write);
    }

    void whatLiesBelowTheFolderIsRead()
    {
        QCOMPARE(read("a.json"), "{}"s);
        QCOMPARE(read("deep/b.json"), "[]"s);
        QCOMPARE(read("./deep/../a.json"), "{}"s);
        QCOMPARE(read(folder() + "/a.json"), "{}"s);
        QCOMPARE(read(folder() + "//deep/b.json"), "[]"s);
        QVERIFY(!trouble("a.json"));
        const auto withSlash = readAnswerFile(folder() + "/", "a.json");
        QVERIFY(std::holds_alternative<std::string>(withSlash));
        QVERIFY(trouble("missing.json") == FileTrouble::Missing);
        QVERIFY(trouble("") == FileTrouble::Missing);
        QVERIFY(trouble("a.json\0x"s) == FileTrouble::Missing);
        QVERIFY(trouble("deep") == FileTrouble::NotAFile);
        QVERIFY(trouble(folder()) == FileTrouble::NotAFile);
    }

    void withoutAFolderNothingIsRead()
    {
        QVERIFY(troubleWith("", folder() + "/a.json") == FileTrouble::NoFolder);
        QVERIFY(troubleWith("", "/dev/zero") == FileTrouble::NoFolder);
        QVERIFY(troubleWith(folder() + "/nowhere", "a.json") == FileTrouble::Missing);
    }

    void whatLiesElsewhereIsRefusedByItsName_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::newRow("absolute") << (home() / "id_rsa").string();
        QTest::newRow("up") << "../id_rsa"s;
        QTest::newRow("down and up") << "deep/../../id_rsa"s;
        QTest::newRow("through the folder") << folder() + "/../id_rsa";
        QTest::newRow("a name that begins alike") << (home() / "answers-of-others" / "c.json").string();
        QTest::newRow("a device") << "/dev/zero"s;
        QTest::newRow("what is not there") << "/nowhere/at/all"s;
        QTest::newRow("a process") << "/proc/self/environ"s;
        QTest::newRow("the root") << "/"s;
        QTest::newRow("the folder above") << ".."s;
    }
    void whatLiesElsewhereIsRefusedByItsName()
    {
        QFETCH(const std::string, name);
        QVERIFY(trouble(name) == FileTrouble::Outside);
        QCOMPARE(read(name), "trouble"s);
    }

    void linksAreFollowedOnlyToWhatLiesBelow()
    {
        const fs::path answers = folder();
        fs::create_symlink("a.json", answers / "inside");
        fs::create_symlink(home() / "id_rsa", answers / "outside");
        fs::create_symlink("..", answers / "up");
        fs::create_symlink("outside", answers / "twice");
        fs::create_symlink("round", answers / "round");
        fs::create_symlink("deep", answers / "alias");
        fs::create_symlink("/dev/zero", answers / "zero");
        fs::create_symlink("/proc/self/environ", answers / "environment");
        QCOMPARE(read("inside"), "{}"s);
        QCOMPARE(read("alias/b.json"), "[]"s);
        for (const char* name : {"outside", "up/id_rsa", "twice", "zero", "environment"})
            QVERIFY2(trouble(name) == FileTrouble::Outside, name);
        QVERIFY(trouble("round") == FileTrouble::Unreadable);
    }

    void theFolderMayBeALinkItself()
    {
        fs::create_directory_symlink(folder(), home() / "shortcut");
        const std::string named = (home() / "shortcut").string();
        QVERIFY(!troubleWith(named, "a.json"));
        QVERIFY(!troubleWith(named, named + "/a.json"));
        QVERIFY(!troubleWith(named, folder() + "/a.json"));
        QVERIFY(troubleWith(named, "../id_rsa") == FileTrouble::Outside);
    }

    void whatIsNoFileIsNotOpened()
    {
        const std::string pipe = folder() + "/pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(trouble("pipe") == FileTrouble::NotAFile); // and does not wait for who writes to it
        const std::string path = folder() + "/s";
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        QVERIFY(path.size() < sizeof address.sun_path);
        std::copy(path.begin(), path.end(), address.sun_path);
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        QVERIFY(trouble("s") == FileTrouble::NotAFile);
        ::close(socket);
    }

    void sizesAreBounded()
    {
        write(fs::path(folder()) / "large", "");
        fs::resize_file(fs::path(folder()) / "large", std::uintmax_t(largestBody) + 1);
        QVERIFY(trouble("large") == FileTrouble::TooLarge);
        QCOMPARE(read("large"), "trouble"s);
        fs::resize_file(fs::path(folder()) / "large", std::uintmax_t(largestBody));
        QCOMPARE(read("large").size(), std::size_t(largestBody));
    }

    /// What is a file when it is looked at may be a link when it is opened.
    void aFileThatBecomesALinkMeanwhileLeadsNowhere()
    {
        const fs::path answers = folder();
        std::atomic<bool> done = false;
        std::thread changer([&] {
            while (!done) {
                fs::path fresh = answers / "fresh";
                write(fresh, "{}");
                fs::rename(fresh, answers / "changing");
                fs::create_symlink(home() / "id_rsa", fresh);
                fs::rename(fresh, answers / "changing");
            }
        });
        int good = 0;
        for (int i = 0; i < 3'000 || good == 0; ++i) {
            const std::string found = read("changing");
            good += found == "{}";
            if (found.find("secret") != std::string::npos)
                qFatal("was led out");
        }
        done = true;
        changer.join();
    }
};

HOOKLOUPE_TEST(TestAnswerFile)
#include "tst_answer_file.moc"
