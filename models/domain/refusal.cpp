#include "models/domain/refusal.h"

#include <algorithm>

namespace foyer {

namespace {

struct Name
{
    RefusalCode code;
    const char *name;
};

constexpr Name names[] = {
    {RefusalCode::Malformed, "malformed"},
    {RefusalCode::TooLarge, "too_large"},
    {RefusalCode::UnsupportedVersion, "unsupported_version"},
    {RefusalCode::UnknownOperation, "unknown_operation"},
    {RefusalCode::OperationReused, "operation_reused"},
    {RefusalCode::NotFound, "not_found"},
    {RefusalCode::NotSignedIn, "not_signed_in"},
    {RefusalCode::WrongPassword, "wrong_password"},
    {RefusalCode::NotAllowed, "not_allowed"},
    {RefusalCode::TicketsTaken, "tickets_taken"},
    {RefusalCode::HoldUnknown, "hold_unknown"},
    {RefusalCode::HoldEnded, "hold_ended"},
    {RefusalCode::HoldNotYours, "hold_not_yours"},
    {RefusalCode::HoldLimit, "hold_limit"},
    {RefusalCode::NotOnSale, "not_on_sale"},
    {RefusalCode::PriceChanged, "price_changed"},
    {RefusalCode::PaymentShort, "payment_short"},
    {RefusalCode::VersionConflict, "version_conflict"},
    {RefusalCode::InvalidRecord, "invalid_record"},
    {RefusalCode::Overloaded, "overloaded"},
    {RefusalCode::RateLimited, "rate_limited"},
    {RefusalCode::ReadOnly, "read_only"},
    {RefusalCode::ShuttingDown, "shutting_down"},
    {RefusalCode::Internal, "internal"},
};

} // namespace

Refusal refusal(RefusalCode code, const QString &message)
{
    return {.code = code, .message = message};
}

QString refusalName(RefusalCode code)
{
    const auto *found = std::ranges::find(names, code, &Name::code);
    return QString::fromLatin1(found->name);
}

std::optional<RefusalCode> refusalCodeFromName(QStringView name)
{
    for (const Name &entry : names) {
        if (name == QLatin1StringView(entry.name))
            return entry.code;
    }
    return std::nullopt;
}

bool isTransient(RefusalCode code)
{
    return code == RefusalCode::Overloaded || code == RefusalCode::RateLimited ||
           code == RefusalCode::ShuttingDown || code == RefusalCode::ReadOnly;
}

} // namespace foyer
