// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/changes_words.h"

#include "style/short_words.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int longestValue = 300;

struct Changes {
    Q_DECLARE_TR_FUNCTIONS(Changes)
};

QString counted(std::size_t number, const QString& one, const QString& many)
{
    return number == 1 ? one : many;
}

} // namespace

QString changeMark(compare::Kind kind)
{
    switch (kind) {
    case compare::Kind::Same:
        return u"="_s;
    case compare::Kind::Changed:
        return u"~"_s;
    case compare::Kind::Added:
        return u"+"_s;
    case compare::Kind::Removed:
        return u"−"_s;
    case compare::Kind::Respelled:
        return u"≈"_s;
    case compare::Kind::Reordered:
        return u"⇅"_s;
    case compare::Kind::LeftOut:
        return u"·"_s;
    case compare::Kind::NotSent:
        return u"○"_s;
    }
    return {};
}

QString changeWord(compare::Kind kind)
{
    switch (kind) {
    case compare::Kind::Same:
        return Changes::tr("the same");
    case compare::Kind::Changed:
        return Changes::tr("changed");
    case compare::Kind::Added:
        return Changes::tr("added");
    case compare::Kind::Removed:
        return Changes::tr("removed");
    case compare::Kind::Respelled:
        return Changes::tr("the same value, written in another way");
    case compare::Kind::Reordered:
        return Changes::tr("the same members in another order");
    case compare::Kind::LeftOut:
        return Changes::tr("differs, but left out");
    case compare::Kind::NotSent:
        return Changes::tr("not sent, so left as it was");
    }
    return {};
}

QString valueWords(const decode::Document& document, const decode::Node* node)
{
    if (!node)
        return {};
    if (node->type == decode::NodeType::Object || node->type == decode::NodeType::Array) {
        const bool object = node->type == decode::NodeType::Object;
        return node->childCount == 0 ? (object ? u"{ }"_s : u"[ ]"_s)
                                     : (object ? u"{ %1 }"_s : u"[ %1 ]"_s).arg(node->childCount);
    }
    if (document.format == decode::Format::Json && node->length > 0)
        return shownText(std::string_view(document.text).substr(node->offset, node->length), longestValue);
    return shownText(document.value(*node), longestValue);
}

QString changeSentence(const ChangeSection& section, const compare::Entry& entry)
{
    const QString name = entry.parent < 0 ? partTitle(section.part) : shownText(section.nameOf(entry), 200);
    const QString before = valueWords(*section.before, section.beforeNode(entry));
    const QString after = valueWords(*section.after, section.afterNode(entry));
    const bool inside = entry.childCount > 0;
    switch (entry.kind) {
    case compare::Kind::Same:
        return Changes::tr("%1 is the same: %2").arg(name, after);
    case compare::Kind::Changed:
        return inside ? Changes::tr("%1 differs inside").arg(name)
                      : Changes::tr("%1 changed from %2 to %3").arg(name, before, after);
    case compare::Kind::Added:
        return Changes::tr("%1 was added: %2").arg(name, after);
    case compare::Kind::Removed:
        return Changes::tr("%1 was removed: %2").arg(name, before);
    case compare::Kind::Respelled:
        return inside ? Changes::tr("%1 is written in another way inside").arg(name)
                      : Changes::tr("%1 is the same value, written as %3 instead of %2").arg(name, before, after);
    case compare::Kind::Reordered:
        return Changes::tr("%1 has the same members in another order").arg(name);
    case compare::Kind::LeftOut:
        return Changes::tr("%1 differs, but is left out: %2, now %3")
            .arg(name, before.isEmpty() ? Changes::tr("nothing") : before,
                 after.isEmpty() ? Changes::tr("nothing") : after);
    case compare::Kind::NotSent:
        return Changes::tr("%1 was not sent, so it stays as it was: %2").arg(name, before);
    }
    return name;
}

QString partTitle(ChangePart part)
{
    switch (part) {
    case ChangePart::Update:
        return Changes::tr("What was sent");
    case ChangePart::Head:
        return Changes::tr("Request line and headers");
    case ChangePart::Payload:
        return Changes::tr("Payload");
    }
    return {};
}

QString totalsSentence(const compare::Comparison& totals)
{
    if (totals.cancelled)
        return Changes::tr("The comparison was given up.");
    QStringList parts;
    if (totals.differences() == 0) {
        parts << Changes::tr("Nothing differs.");
    } else {
        QStringList kinds;
        if (totals.changed > 0)
            kinds << Changes::tr("%1 changed (~)").arg(totals.changed);
        if (totals.added > 0)
            kinds << Changes::tr("%1 added (+)").arg(totals.added);
        if (totals.removed > 0)
            kinds << Changes::tr("%1 removed (−)").arg(totals.removed);
        parts << counted(totals.differences(), Changes::tr("One place differs: %1.").arg(kinds.join(u", "_s)),
                         Changes::tr("%n places differ: %1.", nullptr, int(totals.differences())).arg(kinds.join(u", "_s)));
    }
    if (totals.same > 0)
        parts << counted(totals.same, Changes::tr("One value is the same."),
                         Changes::tr("%n values are the same.", nullptr, int(totals.same)));
    if (totals.cut)
        parts << Changes::tr("There is more than can be listed here.");
    return parts.join(u' ');
}

} // namespace hookloupe::ui
