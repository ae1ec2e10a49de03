// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/template_words.h"

#include "base/text.h"

#include <QCoreApplication>

namespace hookloupe::words {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TemplateWords)
};

QString shown(const std::string& bytes)
{
    return QString::fromStdString(visibleText(bytes));
}

} // namespace

QString templateFaultSentence(const simulate::TemplateFault& fault)
{
    switch (fault.kind) {
    case simulate::TemplateFault::Kind::Syntax:
        return Words::tr("Line %1, column %2: from here on it is not JSON (%3).").arg(fault.line).arg(fault.column).arg(shown(fault.what));
    case simulate::TemplateFault::Kind::Lacks:
        if (fault.what == "payload")
            return Words::tr("The payload of this body cannot be read as a JSON object.");
        if (fault.what == "JSON")
            return Words::tr("It is JSON, but no object in braces.");
        return Words::tr("It lacks %1 at the top. A template of a Speckle event has “event”, “activityMessage” and its data as “real”, "
                         "“documented” or “legacy”; a whole body has “payload”.").arg(shown(fault.what));
    }
    return {};
}

QString templateSentence(const std::string& name, const simulate::TemplateFault& fault)
{
    return Words::tr("The template %1 cannot be used. %2", "name, a sentence").arg(shown(name), templateFaultSentence(fault));
}

} // namespace hookloupe::words
