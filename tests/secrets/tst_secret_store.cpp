// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "secrets/secret_file.h"
#include "secrets/secret_store.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::secrets;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser
    | QFileDevice::WriteUser;

std::vector<std::string> loaded(SecretStore& store, std::int64_t endpoint)
{
    std::optional<Result<std::vector<std::string>>> answer;
    store.load(EndpointId{endpoint}, [&](auto result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 40'000) || !*answer)
        return {"<not loaded>"};
    return **answer;
}

bool saved(SecretStore& store, std::int64_t endpoint, std::vector<std::string> secrets)
{
    std::optional<Status> answer;
    store.save(EndpointId{endpoint}, std::move(secrets), [&](Status status) { answer = status; });
    return QTest::qWaitFor([&] { return answer.has_value(); }, 40'000) && *answer;
}

} // namespace

class TestSecretStore : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] std::string folder() const { return m_folder->path().toStdString(); }
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<not read>");
    }
    [[nodiscard]] std::unique_ptr<SecretStore> open(const std::string& realm = "store") const
    {
        return std::make_unique<SecretStore>(realm, folder(), false);
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("XDG_RUNTIME_DIR");
    }

    void secretsAreKeptByteForByte()
    {
        const std::vector<std::string> secrets{"top\0secret\n"s, "", "gehéim🔑", "\xff\xfe"};
        QVERIFY(saved(*open(), 3, secrets));
        QCOMPARE(loaded(*open(), 3), secrets);
        QCOMPARE(loaded(*open(), 4), std::vector<std::string>{});
    }

    void theEmptySecretIsNotTheSameAsNone()
    {
        QVERIFY(saved(*open(), 1, {""}));
        QCOMPARE(loaded(*open(), 1), std::vector<std::string>{""});
        QVERIFY(saved(*open(), 1, {}));
        QCOMPARE(loaded(*open(), 1), std::vector<std::string>{});
    }

    void eachStoreFileHasItsOwnSecrets()
    {
        QVERIFY(saved(*open("one"), 1, {"a"}));
        QVERIFY(saved(*open("two"), 1, {"b"}));
        QCOMPARE(loaded(*open("one"), 1), std::vector<std::string>{"a"});
    }

    void theFileIsForItsOwnerAlone()
    {
        const auto store = open();
        QCOMPARE(store->backing(), Backing::File);
        QVERIFY(saved(*store, 1, {"topsecret"}));
        const QFileInfo file(QString::fromStdString(store->filePath()));
        QVERIFY(file.exists());
        QCOMPARE(file.permissions(), ownerOnly);
        QVERIFY(!store->fileWasOpenToOthers());
        QFile content(file.filePath());
        QVERIFY(content.open(QIODevice::ReadOnly));
        QVERIFY(!content.readAll().contains("topsecret"));
    }

    void aFileOthersCouldReadIsClosedAndThisIsSaid()
    {
        QVERIFY(saved(*open(), 1, {"topsecret"}));
        QFile file(QString::fromStdString(open()->filePath()));
        QVERIFY(file.setPermissions(ownerOnly | QFileDevice::ReadOther));
        const auto store = open();
        QVERIFY(store->fileWasOpenToOthers());
        QCOMPARE(file.permissions(), ownerOnly);
        QCOMPARE(loaded(*store, 1), std::vector<std::string>{"topsecret"});
    }

    void aDamagedFileIsNamedAndKept()
    {
        QVERIFY(saved(*open(), 1, {"topsecret"}));
        const auto path = open()->path();
        const QString name = QString::fromStdString(path);
        QString aside = name + u".damaged"_s;
        int number = 1;
        for (const QByteArray& damaged :
             {QByteArray(), QByteArray("{"), QByteArray(R"({"version":0})"), QByteArray(R"({"version":1})"),
              QByteArray(R"({"version":1,"secrets":[],"keychain":[]})"), QByteArray(R"({"version":1,"secrets":{},"keychain":["1"]})"),
              QByteArray(R"({"version":1,"secrets":{"1":["&"]},"keychain":[]})"),
              QByteArray(R"({"version":1,"secrets":{"1":[]},"keychain":[]})")}) {
            write(name, damaged);
            const auto store = open();
            std::optional<Error> error;
            store->load(EndpointId{1}, [&](auto result) { error = result.error(); });
            QCOMPARE(error->code, ErrorCode::Corrupt);
            QCOMPARE(error->detail, path);
            QVERIFY(store->mayHave(EndpointId{1}));
            QCOMPARE(read(name), damaged);
            QVERIFY(saved(*store, 1, {"other"})); // the way out
            QCOMPARE(read(aside), damaged);
            QCOMPARE(QFileInfo(aside).permissions(), ownerOnly);
            QCOMPARE(loaded(*open(), 1), std::vector<std::string>{"other"});
            aside = name + u".damaged-"_s + QString::number(++number);
        }
    }

    void aFileOfANewerVersionIsLeftAsItIs()
    {
        QVERIFY(saved(*open(), 1, {"topsecret"}));
        const auto path = open()->path();
        const QByteArray newer = R"({"version":2,"vault":{}})";
        write(QString::fromStdString(path), newer);
        const auto store = open();
        std::optional<Error> error;
        store->load(EndpointId{1}, [&](auto result) { error = result.error(); });
        QCOMPARE(error->code, ErrorCode::NewerVersion);
        QVERIFY(!saved(*store, 1, {"other"}));
        QCOMPARE(read(QString::fromStdString(path)), newer);
    }

    void aFileThatCanBeReadAgainIsReadAgain()
    {
        QVERIFY(saved(*open(), 1, {"topsecret"}));
        const QString name = QString::fromStdString(open()->path());
        const QByteArray good = read(name);
        write(name, "{");
        const auto store = open();
        QCOMPARE(loaded(*store, 1), std::vector<std::string>{"<not loaded>"});
        write(name, good);
        store->readAgain();
        QCOMPARE(loaded(*store, 1), std::vector<std::string>{"topsecret"});
        // What was read once is not lost with the file.
        QVERIFY(QFile::remove(name));
        store->readAgain();
        QVERIFY(saved(*store, 2, {"another"}));
        QCOMPARE(loaded(*open(), 1), std::vector<std::string>{"topsecret"});
    }

    void nothingIsWrittenWhereThereIsNothingToKeep()
    {
        QVERIFY(saved(*open(), 1, {}));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(open()->filePath())));
        QVERIFY(saved(*open(), 1, {"a"}));
        QVERIFY(saved(*open(), 1, {}));
        QVERIFY(!QFileInfo::exists(QString::fromStdString(open()->filePath())));
    }

    void aFolderThatCannotBeWrittenIsAnError()
    {
        SecretStore store("realm", "/proc/no-such-folder", false);
        std::optional<Status> answer;
        store.save(EndpointId{1}, {"a"}, [&](Status status) { answer = status; });
        QVERIFY(answer && !*answer);
    }

    void withoutASessionBusTheFileIsChosenAtOnce()
    {
        SecretStore store("realm", folder(), true);
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
        QCOMPARE(store.backing(), Backing::File);
#endif
    }

    void secretsInAKeychainThatIsGoneAreAnErrorAndNotNone()
    {
        const auto path = open()->filePath();
        SecretFileContent content;
        content.inKeychain = {1};
        QVERIFY(writeSecretFile(path, content));
        const auto store = open();
        std::optional<Result<std::vector<std::string>>> answer;
        store->load(EndpointId{1}, [&](auto result) { answer = std::move(result); });
        QVERIFY(answer && !*answer);
        QCOMPARE(answer->error().code, ErrorCode::Failed);
        QVERIFY(saved(*store, 1, {"new"}));
        QCOMPARE(loaded(*open(), 1), std::vector<std::string>{"new"});
    }

    void aKeychainWithoutAnswerIsGivenUp()
    {
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"); // there, but nobody answers
        SecretStore store("realm", folder(), true);
        QCOMPARE(store.backing(), Backing::Keychain);
        QVERIFY(saved(store, 1, {"topsecret"}));
        QCOMPARE(store.backing(), Backing::File);
        QCOMPARE(loaded(*std::make_unique<SecretStore>("realm", folder(), false), 1),
                 std::vector<std::string>{"topsecret"});
#else
        QSKIP("needs a session bus");
#endif
    }
};

HOOKLOUPE_TEST(TestSecretStore)
#include "tst_secret_store.moc"
