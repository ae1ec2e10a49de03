// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/field_suggestions.h"

#include "style/short_words.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t capturesLookedAt = 300;
constexpr qsizetype mostOfAField = 30;
constexpr int longestValue = 200;

struct Source {
    const char* field;
    std::string EventFacts::*fact;
};

/// In a made-up event one thing plays several parts, so a fact can be of use for several fields.
constexpr std::array sources{
    Source{"projectId", &EventFacts::streamId},
    Source{"projectName", &EventFacts::projectName},
    Source{"modelId", &EventFacts::modelId},
    Source{"otherModelId", &EventFacts::modelId},
    Source{"modelName", &EventFacts::modelName},
    Source{"oldModelName", &EventFacts::modelName},
    Source{"versionId", &EventFacts::versionId},
    Source{"commentId", &EventFacts::commentId},
    Source{"replyId", &EventFacts::commentId},
    Source{"objectId", &EventFacts::objectId},
    Source{"userId", &EventFacts::userId},
    Source{"otherUserId", &EventFacts::userId},
    Source{"otherUserId", &EventFacts::targetUserId},
    Source{"userName", &EventFacts::userName},
    Source{"message", &EventFacts::message},
    Source{"serverUrl", &EventFacts::serverUrl},
    Source{"sourceApplication", &EventFacts::sourceApplication},
};

void add(QStringList& list, const std::string& value)
{
    const QString shown = shownText(value, longestValue);
    if (!value.empty() && list.size() < mostOfAField && shown.toStdString() == value && !list.contains(shown))
        list << shown;
}

} // namespace

QHash<QString, QStringList> suggestionsFrom(const std::vector<CaptureSummary>& captures)
{
    QHash<QString, QStringList> found;
    for (const CaptureSummary& capture : captures) {
        for (const Source& source : sources)
            add(found[QLatin1StringView(source.field)], capture.event.*source.fact);
    }
    found[u"role"_s] = {u"stream:owner"_s, u"stream:contributor"_s, u"stream:reviewer"_s};
    found[u"currency"_s] = {u"usd"_s, u"eur"_s, u"gbp"_s, u"chf"_s, u"jpy"_s};
    for (const char* application : {"Rhino", "Grasshopper", "Revit", "AutoCAD", "Civil3D", "ArchiCAD", "Blender", "Navisworks", "Tekla",
                                    "ETABS", "PowerBI", "Excel"})
        add(found[u"sourceApplication"_s], application);
    return found;
}

void fetchSuggestions(CaptureSource& source, std::function<void(const QHash<QString, QStringList>&)> then)
{
    CaptureQuery query;
    query.descending = true;
    source.fetchIds(query, [&source, then = std::move(then)](Result<std::vector<CaptureId>> ids) {
        if (!ids)
            return then(suggestionsFrom({}));
        if (ids->size() > capturesLookedAt)
            ids->resize(capturesLookedAt);
        source.fetchSummaries(std::move(*ids), [then](const Result<std::vector<CaptureSummary>>& summaries) {
            then(suggestionsFrom(summaries ? *summaries : std::vector<CaptureSummary>()));
        });
    });
}

} // namespace hookloupe::ui
