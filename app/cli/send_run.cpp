// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/send_run.h"

#include "cli/command.h"
#include "cli/delivery_line.h"
#include "cli/totals.h"
#include "simulate/speckle_event.h"
#include "simulate/storyline.h"
#include "words/error_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

simulate::EventOrder orderOf(const SendPlan& plan, std::size_t step)
{
    simulate::EventOrder order = plan.order;
    if (plan.storyline)
        order.event = simulate::storyline()[step];
    return order;
}

simulate::Fields fieldsFor(const SendPlan& plan, std::int64_t turn, UtcTime now)
{
    simulate::Fields fields = simulate::testFields(now, static_cast<std::uint32_t>(turn));
    fields["webhookUrl"] = plan.toText;
    for (const auto& [name, value] : plan.fields)
        fields.insert_or_assign(name, value);
    return fields;
}

QString optionName(simulate::EditKind kind)
{
    switch (kind) {
    case simulate::EditKind::Set: return u"--set"_s;
    case simulate::EditKind::Add: return u"--add"_s;
    case simulate::EditKind::Remove: return u"--remove"_s;
    }
    return {};
}

QString editSentence(const simulate::EventOrder& order, const simulate::Edit& edit, ErrorCode code)
{
    const QString option = optionName(edit.kind);
    if (code == ErrorCode::AlreadyExists)
        return text("%1 %2: the event has this value already; use --set to change it.").arg(option, shown(edit.path));
    QString sentence = text("%1 %2: %3 has no such value.").arg(option, shown(edit.path), shown(order.event));
    QStringList names;
    const auto fields = simulate::testFields(utcNow());
    for (const auto& name : simulate::namesBeside(simulate::editedPart(order, fields),
                                                  simulate::stepsOf(order, edit.path).value_or(std::vector<std::string>())))
        names << shown(name);
    if (!names.isEmpty())
        sentence += u' ' + text("There are: %1.").arg(names.join(u", "_s));
    if (edit.kind == simulate::EditKind::Set)
        sentence += u' ' + text("Use --add for one that is to be new.");
    return sentence;
}

replay::BulkPlan bulkPlan(const SendPlan& plan)
{
    replay::BulkPlan bulk;
    bulk.items = static_cast<std::size_t>(plan.count) * stepsOf(plan);
    if (plan.perSecond) {
        bulk.pace = replay::Pace::FixedRate;
        bulk.perSecond = *plan.perSecond;
        bulk.parallel = replay::mostParallel;
    }
    return bulk;
}

} // namespace

std::size_t stepsOf(const SendPlan& plan)
{
    return plan.storyline ? simulate::storyline().size() : 1;
}

Result<simulate::MadeRequest> makeRequest(const SendPlan& plan, std::int64_t number, UtcTime now)
{
    const auto steps = static_cast<std::int64_t>(stepsOf(plan));
    const simulate::EventOrder order = orderOf(plan, static_cast<std::size_t>(number % steps));
    const simulate::Address address = plan.to ? simulate::Address{plan.to->path, plan.to->hostField, plan.to->userInfo}
                                              : simulate::Address{"/", "localhost", {}};
    return simulate::requestFor(order, fieldsFor(plan, number / steps, now), address, plan.secret, now);
}

int complainOf(const SendPlan& plan, const Error& error)
{
    for (std::size_t step = 0; step < stepsOf(plan); ++step) {
        const auto order = orderOf(plan, step);
        const auto body = simulate::bodyOf(order, fieldsFor(plan, 0, utcNow()));
        const auto edit = std::find_if(order.edits.begin(), order.edits.end(),
                                       [&](const simulate::Edit& one) { return !body && one.path == body.error().detail; });
        if (edit != order.edits.end())
            return misuse("send", editSentence(order, *edit, body.error().code));
    }
    if (error.code == ErrorCode::InvalidInput && error.detail.starts_with("secret")) {
        return misuse("send", plan.secret.empty()
                                  ? text("%1 signs every request: give the secret with --secret-env VAR or --secret-file FILE.")
                                        .arg(shown(plan.order.provider))
                                  : text("The secret is not of the form that %1 uses: Base64, after \"whsec_\".")
                                        .arg(shown(plan.order.provider)));
    }
    return fail(error);
}

SendRun::SendRun(SendPlan plan)
    : m_plan(std::move(plan)),
      m_bulk(bulkPlan(m_plan), [this](std::size_t number, const replay::BulkRun::Give& give) { give(item(number)); })
{
    m_bulk.setGood([this](const Delivery& delivery) { return isSuccess(delivery, m_plan.expected); });
    connect(&m_bulk, &replay::BulkRun::sent, this, &SendRun::print);
    connect(&m_bulk, &replay::BulkRun::finished, this, &SendRun::finish);
}

void SendRun::start()
{
    remark();
    m_bulk.start();
}

void SendRun::cancel()
{
    m_bulk.cancel();
}

void SendRun::remark() const
{
    if (m_plan.shapeChosen && !m_plan.order.ownTemplate && !m_plan.storyline) {
        const auto shape = simulate::findTemplate(m_plan.order.event)->nearest(m_plan.order.shape);
        if (shape != m_plan.order.shape)
            complain(text("%1 is only known in the %2 shape, so that one is sent.")
                         .arg(shown(m_plan.order.event), shown(simulate::shapeName(shape))));
    }
    if (!m_plan.to->isLoopback())
        complain(text("%1 is not this machine: it gets a made-up event%2.")
                     .arg(shown(m_plan.to->hostField), m_plan.secret.empty() ? QString() : text(" with a signature by the secret given")));
}

Result<replay::BulkItem> SendRun::item(std::size_t number)
{
    const UtcTime now = utcNow();
    auto made = makeRequest(m_plan, static_cast<std::int64_t>(number), now);
    if (!made)
        return made.error();
    replay::BulkItem item;
    item.arrivedAt = now;
    item.shipment.url = *m_plan.to;
    item.shipment.mode = m_plan.mode;
    item.shipment.body = std::move(made->body);
    if (m_plan.mode == client::Mode::AsSpeckle)
        item.shipment.secret = m_plan.secret;
    else
        item.shipment.head = std::move(made->head);
    return item;
}

void SendRun::print(const replay::BulkResult& result)
{
    if (m_unreadable)
        return;
    const std::string event = orderOf(m_plan, result.index % stepsOf(m_plan)).event;
    if (result.error)
        complain(u"hookloupe-cli: "_s + words::errorSentence(*result.error));
    else if (m_plan.json)
        m_unreadable = !say(deliveryJson(result.delivery).add("provider", m_plan.order.provider).add("event", event).line());
    else
        m_unreadable = !say(text("%1: %2").arg(shown(event), deliveryLine(result.delivery)));
    if (m_unreadable)
        m_bulk.cancel();
    if (result.delivery.fault == DeliveryFault::Tls && !m_plan.to->target.anyCertificate && !std::exchange(m_advised, true))
        complain(text("If the certificate of %1 is one that nobody vouches for, --any-certificate takes it.")
                     .arg(shown(m_plan.to->hostField)));
}

void SendRun::finish(const replay::BulkProgress& progress)
{
    if (progress.total > 1 || progress.cancelled || (m_plan.expected && progress.failed > 0))
        complain(totalSentence(progress, m_unreadable));
    const bool good = !progress.cancelled && progress.failed == 0;
    QCoreApplication::exit(m_unreadable ? Unreadable : good ? Good : CheckFailed);
}

} // namespace hookloupe::cli
