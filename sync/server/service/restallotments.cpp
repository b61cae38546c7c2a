#include "sync/server/service/restapi.h"

#include "sync/protocol/jsonvalues.h"
#include "sync/protocol/limits.h"
#include "sync/protocol/offlinegrant.h"
#include "sync/server/accounts/signingkey.h"
#include "sync/server/service/problem.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString base64Of(const QByteArray &bytes)
{
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::unexpected<Refusal> noGrant()
{
    return std::unexpected(
        refusal(RefusalCode::NotFound, u"There is no such allotment with tickets left to sell."_s));
}

/// What all of the tickets cost at the highest price of the event.
Money mostFor(const Event &event, qsizetype tickets)
{
    Money highest(0, event.prices.currency);
    for (const Price &price : event.prices.prices) {
        if (highest < price.amount)
            highest = price.amount;
    }
    return highest.times(tickets);
}

} // namespace

Result<OfflineGrant> RestApi::grantFor(const RestCall &call, LedgerReader &reader)
{
    const auto event = idFrom<EventId>(call.names[0], u"event_id"_s);
    const auto hold = idFrom<HoldId>(call.names[1], u"hold_id"_s);
    if (!event || !hold)
        return std::unexpected(!event ? event.error() : hold.error());
    const Result<Event> record = reader.event(*event);
    if (!record)
        return std::unexpected(record.error());
    const Result<QList<Hold>> allotments = reader.allotments(*event);
    if (!allotments)
        return std::unexpected(allotments.error());
    const auto found = std::ranges::find(*allotments, *hold, &Hold::id);
    if (found == allotments->cend() || found->seats.isEmpty())
        return noGrant();
    if (found->window != call.session.window) {
        return std::unexpected(
            refusal(RefusalCode::NotAllowed, u"The allotment is leased to another window."_s));
    }
    const Instant now = m_parts.ledger.now();
    return OfflineGrant{.house = m_parts.epoch,
                        .event = *event,
                        .allotment = found->id,
                        .epoch = found->fence,
                        .window = found->window,
                        .leasedBy = found->holder,
                        .seats = found->seats,
                        .most = mostFor(*record, found->seats.size()),
                        .issuedAt = now,
                        .validUntil = std::min(now + limits::offlineGrantLength, record->endDate)};
}

void RestApi::getGrant(const RestCallPointer &call, LedgerReader &reader)
{
    const auto key = m_parts.settings.signingKey;
    if (!key) {
        call->respond(problem(refusal(RefusalCode::NotFound,
                                      u"This server has no signing key, so it grants nothing."_s)));
        return;
    }
    const Result<OfflineGrant> grant = grantFor(*call, reader);
    if (!grant) {
        call->respond(problem(grant.error()));
        return;
    }
    const QByteArray bytes = encode(*grant);
    call->respond(jsonResponse({{u"grant"_s, base64Of(bytes)},
                                {u"signature"_s, base64Of(key->sign(bytes))},
                                {u"public_key"_s, base64Of(key->publicKey())},
                                {u"tickets"_s, grant->seats.size()},
                                {u"most"_s, toJson(grant->most)},
                                {u"valid_until"_s, grant->validUntil.toIso()}}));
}

} // namespace foyer
