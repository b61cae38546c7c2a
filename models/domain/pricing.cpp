#include "models/domain/pricing.h"

#include <QSet>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

std::optional<Money> PriceList::priceOf(const CategoryId &category, const TicketTypeId &type) const
{
    for (const Price &price : prices) {
        if (price.category == category && price.ticketType == type)
            return price.amount;
    }
    return std::nullopt;
}

std::optional<std::pair<Money, Money>> PriceList::range() const
{
    if (prices.isEmpty())
        return std::nullopt;
    const auto [low, high] = std::ranges::minmax_element(
        prices, {}, [](const Price &price) { return price.amount.minorUnits(); });
    return std::pair(low->amount, high->amount);
}

Result<void> checked(const PriceList &list)
{
    const auto invalid = [](const QString &why) {
        return std::unexpected(refusal(RefusalCode::InvalidRecord, why));
    };
    if (list.ticketTypes.isEmpty())
        return invalid(u"A price list needs at least one ticket type."_s);
    QSet<TicketTypeId> types;
    for (const TicketType &type : list.ticketTypes) {
        if (type.name.trimmed().isEmpty() || type.id.isNull())
            return invalid(u"Every ticket type needs a name and an id."_s);
        if (types.contains(type.id))
            return invalid(u"The ticket type \"%1\" is there twice."_s.arg(type.name));
        types.insert(type.id);
    }
    QSet<std::pair<CategoryId, TicketTypeId>> pairs;
    for (const Price &price : list.prices) {
        if (price.amount.currency() != list.currency || price.amount.isNegative())
            return invalid(u"The price %1 is below zero or not in %2."_s.arg(
                price.amount.toDecimal(), list.currency.code()));
        if (price.amount.minorUnits() > highestPrice_minorUnits)
            return invalid(
                u"The price %1 is higher than a price may be."_s.arg(price.amount.toDecimal()));
        if (!types.contains(price.ticketType))
            return invalid(u"A price names a ticket type that the list does not have."_s);
        const std::pair pair(price.category, price.ticketType);
        if (pairs.contains(pair))
            return invalid(u"A category has two prices for the same ticket type."_s);
        pairs.insert(pair);
    }
    return {};
}

Result<Money> totalOf(const PriceList &prices, const QList<TicketRequest> &tickets)
{
    Money total = Money::zero(prices.currency);
    for (const TicketRequest &ticket : tickets) {
        const std::optional<Money> price = prices.priceOf(ticket.category, ticket.ticketType);
        if (!price)
            return std::unexpected(refusal(
                RefusalCode::InvalidRecord,
                u"Ticket %1 has no price for this ticket type."_s.arg(ticket.seat.value())));
        total += *price;
    }
    return total;
}

} // namespace foyer
