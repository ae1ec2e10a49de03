// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the window writes is whole or not there, and what could not be written is said. The disk that is full is a limit on the
// size of files.
#include "support/test_main.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include "resend/draft_book.h"
#include "secrets/secret_file.h"
#include "session/certificate_files.h"
#include "session/settings.h"
#include "frame/banner.h"
#include "frame/window_state.h"
#include "simulate/own_templates.h"
#include "widgets/save_bytes.h"

#include <QAction>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// No file grows beyond some bytes while this lives.
class FullDisk {
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 5;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

/// All files below a folder with what is in them.
QMap<QString, QByteArray> allBelow(const QString& folder)
{
    QMap<QString, QByteArray> all;
    const QFileInfoList here = QDir(folder).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    for (const QFileInfo& one : here) {
        if (one.isDir())
            all.insert(allBelow(one.filePath()));
        else
            all[one.filePath()] = contentOf(one.filePath());
    }
    return all;
}

} // namespace

class TestSaving : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void whatCannotBeWrittenIsSaidAndTheOldFileStays_data()
    {
        using Write = std::function<bool(const QString& folder, int version)>;
        QTest::addColumn<Write>("write");
        const auto row = [](const char* name, const Write& write) { QTest::newRow(name) << write; };
        row("body, payload, program, raw request, results, script", [](const QString& folder, int version) {
            return ui::writeFile(folder + u"/body.bin"_s, "version " + std::to_string(version)).isEmpty();
        });
        row("template", [](const QString& folder, int version) {
            return simulate::saveOwnTemplate(folder.toStdString(), "github", "mine", "{\"version\":" + std::to_string(version) + "}").ok();
        });
        row("settings", [](const QString& folder, int version) {
            session::Settings settings;
            settings.port = static_cast<std::uint16_t>(4000 + version);
            return session::saveSettings((folder + u"/settings.ini"_s).toStdString(), settings).ok();
        });
        row("appearance", [](const QString& folder, int version) {
            return ui::saveAppearance(folder + u"/settings.ini"_s, {ui::Theme::Dark, 100 + version}).ok();
        });
        row("draft", [](const QString& folder, int version) {
            Capture original;
            original.head = "POST / HTTP/1.1\r\nHost: h\r\n\r\n";
            ui::KeptDraft draft;
            draft.head = "POST /" + std::to_string(version) + " HTTP/1.1\r\nHost: h\r\n\r\n";
            return ui::DraftBook(folder + u"/drafts"_s).keep(original, draft).ok();
        });
        row("secrets", [](const QString& folder, int version) {
            return secrets::writeSecretFile((folder + u"/secrets.json"_s).toStdString(),
                                            {.secrets = {{1, {"hush" + std::to_string(version)}}}, .inKeychain = {}}).ok();
        });
    }
    void whatCannotBeWrittenIsSaidAndTheOldFileStays()
    {
        using Write = std::function<bool(const QString&, int)>;
        QFETCH(Write, write);
        QTemporaryDir folder;
        QVERIFY(write(folder.path(), 1));
        const auto before = allBelow(folder.path());
        QVERIFY(!before.isEmpty());
        bool written = true;
        {
            const FullDisk full;
            written = write(folder.path(), 2);
        }
        QVERIFY(!written);
        QCOMPARE(allBelow(folder.path()), before); // nothing half-written beside it, either
        QVERIFY(write(folder.path(), 2));
        QVERIFY(allBelow(folder.path()) != before);
    }

    void aCertificateOfItsOwnIsWholeOrNotThere()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        {
            const FullDisk full;
            QVERIFY(!session::selfSignedCertificate(path).ok());
        }
        QVERIFY(allBelow(folder.path()).isEmpty());
        QVERIFY(session::selfSignedCertificate(path).ok());
    }

    void whatTheUserChoseAndCouldNotBeKeptIsSaid()
    {
        WindowFixture test;
        test.start();
        auto* dark = test.window->findChild<QAction*>(u"themeDark"_s);
        auto* firstRed = test.window->findChild<QAction*>(u"notifyFirstRed"_s);
        QVERIFY(dark && firstRed);
        for (QAction* action : {dark, firstRed}) {
            test.window->banner().withdraw(ui::Warning::Trouble);
            {
                const FullDisk full;
                action->trigger();
            }
            const QString said = test.window->banner().text(ui::Warning::Trouble);
            QVERIFY2(said.contains(u"could not be saved for the next start"_s) && said.contains(test.settingsPath()), qPrintable(said));
        }
    }
};

HOOKLOUPE_GUI_TEST(TestSaving)
#include "tst_saving.moc"
