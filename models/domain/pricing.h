#pragma once

#include "models/domain/money.h"
#include "models/domain/refusal.h"

#include <QList>
#include <QString>

namespace foyer {

/// A kind of ticket a buyer chooses: adult, child, concession, complimentary.
struct TicketType
{
    TicketTypeId id;
    QString name;
    bool operator==(const TicketType &) const = default;
};

/// The price of one category for one ticket type.
struct Price
{
    CategoryId category;
    TicketTypeId ticketType;
    Money amount;
    bool operator==(const Price &) const = default;
};

/// What an event costs: all prices in one currency, at most one per category and ticket type.
struct PriceList
{
    Currency currency;
    QList<TicketType> ticketTypes; ///< in the order they are offered; the first is the default
    QList<Price> prices;
    bool operator==(const PriceList &) const = default;

    /// Nothing when the pair is not sold.
    [[nodiscard]] std::optional<Money> priceOf(const CategoryId &category,
                                               const TicketTypeId &type) const;
    /// The lowest and the highest price, for lists; nothing when there is none.
    [[nodiscard]] std::optional<std::pair<Money, Money>> range() const;
};

/// The sum of a whole house at this price still fits into Money, whose overflow is fatal.
inline constexpr qint64 highestPrice_minorUnits = 1'000'000'000'000;

/// Checks what a price list must hold: at least one ticket type, names, no amount below zero,
/// over highestPrice_minorUnits or of another currency, no pair twice. \return InvalidRecord with
/// the first fault in words.
[[nodiscard]] Result<void> checked(const PriceList &prices);

/// One position of a sale before it has a price.
struct TicketRequest
{
    SeatIndex seat;
    CategoryId category;
    TicketTypeId ticketType;
    bool operator==(const TicketRequest &) const = default;
};

/// The sum of \a tickets. \return InvalidRecord naming the seat that has no price.
[[nodiscard]] Result<Money> totalOf(const PriceList &prices, const QList<TicketRequest> &tickets);

} // namespace foyer
