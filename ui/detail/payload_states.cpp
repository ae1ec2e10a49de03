// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_states.h"

#include "decode/sniff.h"
#include "style/plain_text.h"

#include <QCoreApplication>

namespace hookloupe::ui {

namespace {

struct PayloadStates {
    Q_DECLARE_TR_FUNCTIONS(hookloupe::ui::PayloadStates)
};

QString binaryText(std::string_view bytes)
{
    const std::string_view type = decode::sniffedType(bytes);
    if (type.empty())
        return PayloadStates::tr("Binary data: shown as hex, as there is no text or tree in it.");
    return PayloadStates::tr("Binary data that begins like %1: shown as hex, as there is no text or tree in it.").arg(shown(type));
}

} // namespace

QString payloadStateText(const decode::Document& document)
{
    using decode::Format;
    switch (document.format) {
    case Format::Empty:
        return document.problem == decode::Problem::None
            ? PayloadStates::tr("Nothing is left of the body once its Content-Encoding is undone.")
            : QString();
    case Format::Json:
        return document.partial ? PayloadStates::tr("The tree has what could be read before the fault.") : QString();
    case Format::Form:
        return PayloadStates::tr("A form: the tree has a row for each field, the text a line.");
    case Format::Multipart:
        return PayloadStates::tr("A multipart body: the tree has a row for each part, with its header lines in it.");
    case Format::Xml:
        return document.nodes.empty() ? QString() : PayloadStates::tr("XML: the tree has its elements, attributes and texts.");
    case Format::Text:
        return PayloadStates::tr("Plain text: there is no tree. JSON, a form, multipart content or XML would have one.");
    case Format::Binary:
        return binaryText(document.text);
    }
    return {};
}

QString noBodyText()
{
    return PayloadStates::tr("This request has no body. JSON, a form, multipart content or XML would be here as a tree and as "
                             "indented text, other text as it is, and binary data as hex.");
}

} // namespace hookloupe::ui
