// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "running_session.h"

using namespace hookloupe;
using test::RunningSession;

namespace {

const Endpoint ci{EndpointId{0}, "/hooks/ci", "ci", {"commit_create"}, "github", true, false};

} // namespace

class TestRestoreEndpoint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRemovedEndpointComesBackForGoodWithItsSecrets()
    {
        RunningSession session;
        const auto saved = session->saveEndpoint(ci);
        QVERIFY(saved.ok());
        session->setSecrets(saved->id, {"new", "old"});
        const auto secrets = session->secretsOf(saved->id);
        QVERIFY(session->removeEndpoint(saved->id).ok());
        QVERIFY(session->secretsOf(saved->id).empty());
        bool kept = false;
        QVERIFY(session->restoreEndpoint(*saved, secrets, [&](const Status& status) { kept = status.ok(); }).ok());
        QTRY_VERIFY(kept);
        QCOMPARE(session->endpoints().back(), *saved);
        session.close();

        session::SessionOptions options;
        options.store.path = session.storePath();
        options.allowKeychain = false;
        const auto again = session::Session::open(options);
        QVERIFY(again.ok());
        QCOMPARE((*again)->endpoints().back(), *saved);
        QTRY_COMPARE((*again)->secretsOf(saved->id), secrets);
    }

    void whatIsThereIsNotReplaced()
    {
        RunningSession session;
        const auto saved = session->saveEndpoint(ci);
        QCOMPARE(session->restoreEndpoint(*saved, {"x"}).error().code, ErrorCode::AlreadyExists);
        QVERIFY(session->secretsOf(saved->id).empty());
        QVERIFY(session->removeEndpoint(saved->id).ok());
        const auto other = session->saveEndpoint(ci); // the path, under a new id
        QVERIFY(other.ok() && other->id != saved->id);
        QCOMPARE(session->restoreEndpoint(*saved, {"x"}).error(), (Error{ErrorCode::AlreadyExists, "/hooks/ci"}));
        QCOMPARE(session->endpoints().size(), std::size_t(2));
    }
};

HOOKLOUPE_TEST(TestRestoreEndpoint)
#include "tst_restore_endpoint.moc"
