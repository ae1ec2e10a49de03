// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

constexpr int longestFile = 500;
constexpr int longestMainWindow = 400;

/// The floor of each folder. A file may include its own folder and lower floors, never the same floor or a higher one:
/// so there can be no circle.
const QHash<QString, int>& floors()
{
    static const QHash<QString, int> table{
        {u"app/base"_s, 0},
        {u"app/capture"_s, 10}, {u"app/wal"_s, 10},
        {u"app/crypto"_s, 11},
        {u"app/http"_s, 12}, {u"app/loop_detector"_s, 12},
        {u"app/decode"_s, 20},
        {u"app/compare"_s, 21},
        {u"app/speckle"_s, 22},
        {u"app/answers"_s, 23}, {u"app/filter"_s, 23}, {u"app/verify"_s, 23},
        {u"app/signing"_s, 24}, {u"app/snippets"_s, 24},
        {u"app/simulate"_s, 25},
        {u"app/client"_s, 30}, {u"app/secrets"_s, 30}, {u"app/server"_s, 30}, {u"app/store"_s, 30},
        {u"app/replay"_s, 31},
        {u"app/forward"_s, 40}, {u"app/words"_s, 40},
        {u"app/session"_s, 41},
        {u"ui/style"_s, 50},
        {u"ui/consent"_s, 51}, {u"ui/help"_s, 51}, {u"ui/widgets"_s, 51},
        {u"ui/detail"_s, 52}, {u"ui/frame"_s, 52},
        {u"ui/captures"_s, 53}, {u"ui/commands"_s, 53},
        {u"ui/settings"_s, 54}, {u"ui/timeline"_s, 54},
        {u"ui/endpoints"_s, 55}, {u"ui/notices"_s, 55},
        {u"ui/loops"_s, 56}, {u"ui/queue"_s, 56}, {u"ui/resend"_s, 56}, {u"ui/simulator"_s, 56}, {u"ui/trust"_s, 56},
        {u"app/cli"_s, 60}, {u"ui/window"_s, 60},
    };
    return table;
}

/// A header family and the only folder that may use it.
struct Ownership {
    QRegularExpression include;
    QString folder;
};

const std::vector<Ownership>& ownerships()
{
    static const std::vector<Ownership> table{
        {QRegularExpression(u"^openssl/"_s), u"app/crypto"_s},
        {QRegularExpression(u"^(QSql|QtSql|sqlite3)"_s), u"app/store"_s},
        {QRegularExpression(u"^(QHttpServer|QAbstractHttpServer|QtHttpServer)"_s), u"app/server"_s},
        {QRegularExpression(u"^(qt6keychain|qtkeychain)"_s), u"app/secrets"_s},
    };
    return table;
}

bool isQtFree(const QString& folder)
{
    return floors().value(folder, 100) < 30;
}

QString folderOf(const QString& path)
{
    return path.section(u'/', 0, 1);
}

/// The folders of ours that the include "http/request.h" may mean, by storey: more than one is ambiguous.
QStringList foldersOfInclude(const QString& include)
{
    const QString first = include.section(u'/', 0, 0);
    QStringList found;
    for (const QString& storey : {u"app/"_s, u"ui/"_s}) {
        if (floors().contains(storey + first))
            found << storey + first;
    }
    return found;
}

/// Models say what is shown, in which font and colour at most; they draw nothing.
bool drawsNothing(const QString& path)
{
    static const QRegularExpression name(u"_model(_rows)?\\.(h|cpp)$"_s);
    return path.startsWith(u"app/"_s) || (name.match(path).hasMatch());
}

QStringList breachesOfInclude(const QString& path, const QString& include, bool quoted)
{
    const QString folder = folderOf(path);
    QStringList found;
    for (const auto& [pattern, owner] : ownerships()) {
        if (pattern.match(include).hasMatch() && folder != owner)
            found << u"includes %1, which belongs to %2 alone"_s.arg(include, owner);
    }
    static const QRegularExpression qt(u"^Q[A-Z]|^Qt"_s);
    static const QRegularExpression widgets(
        u"^(Qt(Gui|Widgets)|QWidget|QPainter|QIcon|QPixmap|QImage|QColor|QFont|QPalette|QDialog|QGuiApp|QApplication)"_s);
    if (isQtFree(folder) && qt.match(include).hasMatch())
        found << u"includes %1, but the folder is Qt-free"_s.arg(include);
    static const QRegularExpression roles(u"^(QColor|QFont|QPalette|QGuiApplication)"_s);
    const bool isRole = path.startsWith(u"ui/"_s) && roles.match(include).hasMatch();
    if (drawsNothing(path) && widgets.match(include).hasMatch() && !isRole)
        found << u"includes %1, but draws nothing"_s.arg(include);
    if (!quoted)
        return found;

    const QStringList targets = foldersOfInclude(include);
    if (targets.size() > 1) {
        found << u"includes %1, which may be in %2: give one of the folders another name"_s.arg(include, targets.join(u" or in "_s));
        return found;
    }
    if (targets.isEmpty() || targets.first() == folder)
        return found;
    const QString& target = targets.first();
    if (folder.startsWith(u"app/"_s) && target.startsWith(u"ui/"_s))
        found << u"includes %1: nothing in app includes ui"_s.arg(include);
    else if (floors().value(target) >= floors().value(folder))
        found << u"includes %1: %2 is not on a lower floor than %3"_s.arg(include, target, folder);
    return found;
}

QStringList breachesOfLine(const QString& line)
{
    static const std::vector<std::pair<QRegularExpression, QString>> forbidden{
        {QRegularExpression(u"\\binstance\\(\\)"_s), u"uses instance(): no singletons"_s},
        {QRegularExpression(u"\\bprocessEvents\\b"_s), u"calls processEvents"_s},
        {QRegularExpression(u"\\bsender\\(\\)"_s), u"asks for sender()"_s},
        {QRegularExpression(u"Qt::RichText|Qt::AutoText"_s), u"shows rich text: payloads are hostile"_s},
        {QRegularExpression(u"\\bselectRow\\([^)]"_s), u"calls selectRow(): it finds no column when mirrored, use setCurrentIndex()"_s},
        {QRegularExpression(u"\\bSIGNAL\\(|\\bSLOT\\("_s), u"connects by name"_s},
    };
    QStringList found;
    for (const auto& [pattern, what] : forbidden) {
        if (pattern.match(line).hasMatch())
            found << what;
    }
    return found;
}

} // namespace

QStringList ambiguousFolders(const std::vector<QString>& folders)
{
    QStringList found;
    QHash<QString, QString> seen;
    for (const QString& folder : folders) {
        const QString name = folder.section(u'/', 1);
        if (const QString other = seen.value(name); !other.isEmpty() && other != folder)
            found << u"%1 and %2 have one name: an include does not say which is meant"_s.arg(other, folder);
        seen.insert(name, folder);
    }
    return found;
}

QStringList floorsNotTold(const QString& page)
{
    QStringList found;
    for (auto floor = floors().begin(); floor != floors().end(); ++floor) {
        const QRegularExpression row(u"^\\| %1 \\|[^|\n]*`%2`[^|\n]*\\|"_s.arg(QString::number(floor.value()), floor.key()),
                                     QRegularExpression::MultilineOption);
        if (page.count(row) != 1)
            found << u"the table of floors does not tell once that %1 is on floor %2"_s.arg(floor.key(), QString::number(floor.value()));
    }
    return found;
}

QStringList breaches(const std::vector<SourceFile>& files)
{
    static const QRegularExpression includeLine(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
    QStringList found;
    int mainWindowLines = 0;
    for (const auto& [path, text] : files) {
        const QString folder = folderOf(path);
        const bool ours = path.startsWith(u"app/"_s) || path.startsWith(u"ui/"_s);
        const QStringList lines = text.split(u'\n');
        const int count = int(lines.size()) - (text.endsWith(u'\n') ? 1 : 0);
        if (!lines.value(0).contains(u"SPDX-License-Identifier: GPL-3.0-or-later"_s))
            found << u"%1:1: no SPDX line"_s.arg(path);
        if (count > longestFile)
            found << u"%1:%2: longer than %3 lines"_s.arg(path).arg(count).arg(longestFile);
        if (path.startsWith(u"ui/window/main_window."_s))
            mainWindowLines += count;
        if (ours && !floors().contains(folder) && path.count(u'/') > 1)
            found << u"%1:1: the folder %2 has no floor"_s.arg(path, folder);
        if (!ours)
            continue;
        for (int number = 1; const QString& line : lines) {
            QStringList here = breachesOfLine(line);
            if (const auto match = includeLine.match(line); match.hasMatch())
                here += breachesOfInclude(path, match.captured(2), match.captured(1) == u"\""_s);
            for (const QString& what : here)
                found << u"%1:%2: %3"_s.arg(path).arg(number).arg(what);
            ++number;
        }
    }
    if (mainWindowLines > longestMainWindow)
        found << u"ui/window/main_window: %1 lines, more than %2"_s.arg(mainWindowLines).arg(longestMainWindow);
    return found;
}

} // namespace hookloupe::test
