// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/kept_draft.h"

#include "base/text.h"
#include "signing/credentials.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

#include <algorithm>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int version = 1;

QByteArray bytesOf(std::string_view bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

constexpr std::size_t block = 4096;

/// How many bytes two texts begin with alike; block by block, as most of 64 MiB is alike.
std::size_t alikeInFront(std::string_view a, std::string_view b)
{
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t alike = 0;
    while (alike + block <= most && a.substr(alike, block) == b.substr(alike, block))
        alike += block;
    while (alike < most && a[alike] == b[alike])
        ++alike;
    return alike;
}

std::size_t alikeBehind(std::string_view a, std::string_view b)
{
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t alike = 0;
    while (alike + block <= most && a.substr(a.size() - alike - block, block) == b.substr(b.size() - alike - block, block))
        alike += block;
    while (alike < most && a[a.size() - alike - 1] == b[b.size() - alike - 1])
        ++alike;
    return alike;
}

/// [begin, end, with]: the bytes of `from` from begin to before end are these now.
QCborArray change(std::string_view from, std::string_view to)
{
    const std::size_t first = alikeInFront(from, to);
    const std::size_t behind = alikeBehind(from.substr(first), to.substr(first));
    return {qint64(first), qint64(from.size() - behind), bytesOf(to.substr(first, to.size() - behind - first))};
}

std::optional<std::string> changed(std::string_view from, const QCborArray& change)
{
    const qint64 begin = change.at(0).toInteger(-1);
    const qint64 end = change.at(1).toInteger(-1);
    if (begin < 0 || end < begin || end > static_cast<qint64>(from.size()) || !change.at(2).isByteArray())
        return std::nullopt;
    std::string to(from.substr(0, static_cast<std::size_t>(begin)));
    to += change.at(2).toByteArray().toStdString();
    return to.append(from.substr(static_cast<std::size_t>(end)));
}

template <typename T>
T oneOf(const QCborValue& value, std::initializer_list<T> all)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](T one) { return int(one) == value.toInteger(); });
    return found == all.end() ? *all.begin() : *found;
}

bool isSecretField(std::string_view line)
{
    const std::size_t colon = line.find(':');
    return colon != std::string_view::npos && signing::isCredential(trimmedOws(line.substr(0, colon)));
}

/// A field with the lines that continue it, which begin with white space.
std::vector<std::string> fieldsOf(std::string_view head)
{
    std::vector<std::string> fields;
    for (std::string& line : linesOf(head)) {
        if (!fields.empty() && (line.starts_with(' ') || line.starts_with('\t')))
            fields.back() += line;
        else
            fields.push_back(std::move(line));
    }
    return fields;
}

} // namespace

QByteArray encoded(const KeptDraft& draft, const Capture& original)
{
    const QCborMap map{
        {u"v"_s, version},
        {u"at"_s, qint64(draft.editedAt.time_since_epoch().count())},
        {u"head"_s, change(original.head, draft.head)},
        {u"content"_s, change(original.content(), draft.content)},
        {u"to"_s, draft.address},
        {u"mode"_s, int(draft.mode)},
        {u"with"_s, int(draft.with)},
        {u"scheme"_s, QString::fromStdString(draft.scheme)},
        {u"dialect"_s, int(draft.dialect)},
        {u"less"_s, draft.credentialsLeftOut},
    };
    return QCborValue(map).toCbor();
}

std::optional<KeptDraft> decodedDraft(const QByteArray& bytes, const Capture& original)
{
    QCborParserError error;
    const QCborMap map = QCborValue::fromCbor(bytes, &error).toMap();
    if (error.error != QCborError::NoError || map.value(u"v"_s).toInteger() != version)
        return std::nullopt;
    auto head = changed(original.head, map.value(u"head"_s).toArray());
    auto content = changed(original.content(), map.value(u"content"_s).toArray());
    if (!head || !content)
        return std::nullopt;
    KeptDraft draft;
    draft.head = std::move(*head);
    draft.content = std::move(*content);
    draft.address = map.value(u"to"_s).toString();
    draft.mode = oneOf(map.value(u"mode"_s), {client::Mode::Exact, client::Mode::AsSpeckle});
    draft.with = oneOf(map.value(u"with"_s), {SignWith::Nothing, SignWith::EndpointSecret, SignWith::OtherSecret, SignWith::NoSecret});
    draft.scheme = map.value(u"scheme"_s).toString().toStdString();
    draft.dialect = oneOf(map.value(u"dialect"_s), {Dialect::None, Dialect::Object, Dialect::String});
    draft.editedAt = UtcTime(Micros(map.value(u"at"_s).toInteger()));
    draft.credentialsLeftOut = map.value(u"less"_s).toBool();
    return draft;
}

KeptDraft withoutTypedCredentials(KeptDraft draft, const Capture& original)
{
    std::multiset<std::string> captured;
    for (std::string& field : fieldsOf(original.head))
        captured.insert(std::move(field));
    std::string head;
    for (const std::string& field : fieldsOf(draft.head)) {
        const auto known = captured.find(field);
        if (isSecretField(field) && known == captured.end())
            draft.credentialsLeftOut = true;
        else
            head += field;
        if (known != captured.end())
            captured.erase(known);
    }
    draft.head = std::move(head);
    return draft;
}

} // namespace hookloupe::ui
