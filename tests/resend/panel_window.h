// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/detail_fixture.h"
#include "support/receiver.h"
#include "resend/body_editor.h"
#include "resend/code_edit.h"
#include "resend/replay_history.h"
#include "resend/replay_panel.h"
#include "resend/target_bar.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

namespace hookloupe::test {

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::ui;

/// A replay window of its own, with a settings file in a folder that goes with it.
struct PanelWindow {
    QTemporaryDir folder;
    std::shared_ptr<HostConsents> consents = std::make_shared<HostConsents>();
    std::vector<SentReplay> kept;
    std::unique_ptr<ReplayPanel> panel;

    explicit PanelWindow(const CapturePtr& capture, std::vector<std::string> secrets = {"s3cret"},
                         std::shared_ptr<DraftBook> drafts = nullptr)
    {
        ReplayContext context;
        context.endpoint.path = "/hooks/ci";
        context.secrets = std::move(secrets);
        context.book = std::make_shared<TargetBook>(folder.filePath(u"settings.ini"_s));
        context.ownUrl = u"http://127.0.0.1:4100"_s;
        context.consents = consents;
        context.drafts = std::move(drafts);
        context.keep = [this](CaptureId, const SentReplay& replay, const std::function<void(Result<CaptureId>)>& then) {
            kept.push_back(replay);
            then(CaptureId{static_cast<std::int64_t>(100 + kept.size())});
        };
        panel = std::make_unique<ReplayPanel>(capture, context, nullptr);
        panel->show();
        panel->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(panel.get())); }();
    }

    void to(const Receiver& receiver, const QString& path = {}) const { panel->target()->setUrl(receiver.url(path)); }
    void press() const
    {
        panel->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(panel.get())); }();
        QTest::keyClick(panel.get(), Qt::Key_Return, Qt::ControlModifier);
    }
    [[nodiscard]] QString status() const { return panel->findChild<QLabel*>(u"replayStatus"_s)->text(); }
    [[nodiscard]] CodeEdit* body() const { return panel->findChild<BodyEditor*>()->edit(); }
    [[nodiscard]] ReplayHistory* history() const { return panel->findChild<ReplayHistory*>(); }
    void choose(const QString& accessibleName, const QString& item) const
    {
        const auto boxes = panel->findChildren<QComboBox*>();
        for (QComboBox* box : boxes) {
            if (box->accessibleName() != accessibleName)
                continue;
            [&] { QVERIFY2(box->findText(item) >= 0, qPrintable(item)); }();
            box->setCurrentIndex(box->findText(item));
            return;
        }
        QFAIL(qPrintable(accessibleName));
    }
    void openTab(const QString& title) const
    {
        const auto tabs = panel->findChildren<QTabWidget*>();
        for (QTabWidget* all : tabs) {
            for (int i = 0; i < all->count(); ++i) {
                const QString name = all->tabText(i).remove(u'&');
                if (name == title || name.startsWith(title + u" ("_s))
                    return all->setCurrentIndex(i);
            }
        }
        QFAIL(qPrintable(title));
    }
    [[nodiscard]] QString text() const
    {
        QStringList lines;
        const auto labels = panel->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->isVisible())
                lines << QString(label->text()).remove(QChar(0x200b));
        }
        return lines.join(u'\n');
    }
    void screenshot(const QString& name) const
    {
        const QDir folderOfAll(QStringLiteral(HOOKLOUPE_BIN_DIR "/../screenshots"));
        [&] { QVERIFY(folderOfAll.mkpath(u"."_s) && panel->grab().save(folderOfAll.filePath(u"replay-%1.png"_s.arg(name)))); }();
    }
};

inline CapturePtr recorded(const std::string& name)
{
    const WireFile file = wireFile(name);
    return captureOf(file, file.secret, 200);
}

inline QByteArray whole(const CapturePtr& capture)
{
    return QByteArray::fromStdString(capture->head + capture->body);
}

inline void replaceFirst(CodeEdit* edit, const QString& from, const QString& to)
{
    const QTextCursor found = edit->document()->find(from);
    QVERIFY2(!found.isNull(), qPrintable(from));
    edit->setTextCursor(found);
    edit->setFocus();
    QTest::keyClicks(edit, to);
}

} // namespace hookloupe::test
