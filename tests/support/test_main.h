// SPDX-License-Identifier: GPL-3.0-or-later
// In place of QTEST_MAIN: the tests of a folder are one program, which runs the one whose file name is its first argument.
#pragma once

#include <QtTest>

namespace hookloupe::test {

struct RegisteredTest {
    /// `file` is that of the test's class, as __FILE__ gives it. Before main().
    RegisteredTest(const char* file, int (*run)(int argc, char** argv));
};

} // namespace hookloupe::test

#define HOOKLOUPE_TEST_WITH(Class, application)                                                                            \
    static const ::hookloupe::test::RegisteredTest registered##Class(__FILE__, [](int argc, char** argv) {                \
        application;                                                                                                       \
        Class test;                                                                                                        \
        return QTest::qExec(&test, argc, argv);                                                                            \
    });

/// Needs <QApplication>, which a test of widgets has.
#define HOOKLOUPE_GUI_TEST(Class) HOOKLOUPE_TEST_WITH(Class, QApplication app(argc, argv); app.setAttribute(Qt::AA_Use96Dpi, true))
#define HOOKLOUPE_TEST(Class) HOOKLOUPE_TEST_WITH(Class, QCoreApplication app(argc, argv); app.setAttribute(Qt::AA_Use96Dpi, true))
#define HOOKLOUPE_APPLESS_TEST(Class) HOOKLOUPE_TEST_WITH(Class, )
