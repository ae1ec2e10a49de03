// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scripted_receiver.h"
#include "simulator/simulator_dialog.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "store/reader.h"
#include "widgets/plain_text_view.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace hookloupe::test {

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::ui;

inline int rows(const WindowFixture& fixture)
{
    return fixture.window->captures().view()->model()->rowCount();
}

inline EndpointId addEndpoint(const WindowFixture& fixture, const std::string& path, std::vector<std::string> secrets,
                       const std::string& scheme = "speckle")
{
    const auto saved = fixture.session->saveEndpoint({EndpointId{0}, path, {}, {}, scheme, true, true});
    [&] { QVERIFY(saved.ok()); }();
    fixture.session->setSecrets(saved->id, std::move(secrets));
    return saved->id;
}

/// What is newest in the list of an endpoint, be it a replay.
inline CaptureSummary lastOf(const WindowFixture& fixture, EndpointId endpoint)
{
    const auto reader = store::Reader::open(fixture.session->store().path());
    const auto ids = reader ? (*reader)->ids({endpoint}) : Result<std::vector<CaptureId>>(reader.error());
    const auto last = ids && !ids->empty() ? (*reader)->summaries({ids->back()}) : Result<std::vector<CaptureSummary>>(Error{});
    return last && !last->empty() ? last->front() : CaptureSummary{};
}

/// The field of that accessible name.
template <typename Widget>
Widget* field(const QWidget* dialog, const QString& name)
{
    for (auto* one : dialog->findChildren<Widget*>()) {
        if (one->accessibleName() == name)
            return one;
    }
    qFatal("no field is named %s", qPrintable(name));
    return nullptr;
}

inline void pick(QComboBox* box, const QString& text)
{
    const int index = box->findText(text, Qt::MatchStartsWith);
    QVERIFY2(index >= 0, qPrintable(text));
    box->setCurrentIndex(index);
}

inline bool showsText(const QWidget& widget, const QString& part)
{
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(part))
            return true;
    }
    return false;
}

inline std::string shownBytes(const QWidget* dialog)
{
    return dialog->findChild<PlainTextView*>(u"eventBytes"_s)->bytes();
}

inline const QByteArray good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// The simulator's dialog in a real window, for test classes to inherit.
class SimulatorBench {
protected:
    std::unique_ptr<WindowFixture> m_fixture;
    SimulatorDialog* m_dialog = nullptr;

    void open(EndpointId endpoint = catchAllEndpoint)
    {
        QTRY_VERIFY(m_fixture->window->findChild<QAction*>(u"sendTestEvent"_s)->isEnabled());
        if (endpoint != catchAllEndpoint)
            m_fixture->window->endpoints().choose(endpoint);
        QTest::keyClick(m_fixture->window.get(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        m_dialog = m_fixture->window->findChild<SimulatorDialog*>();
        QVERIFY(m_dialog && m_dialog->isVisible());
    }
    [[nodiscard]] QPushButton* sendButton() const
    {
        for (auto* button : m_dialog->findChildren<QPushButton*>()) {
            if (button->text() == u"&Send"_s)
                return button;
        }
        qFatal("no button");
    }
    void aimAt(const QString& url)
    {
        pick(field<QComboBox>(m_dialog, u"Target"_s), u"Another URL"_s);
        field<QLineEdit>(m_dialog, u"URL to send to"_s)->setText(url);
    }
};

} // namespace hookloupe::test
