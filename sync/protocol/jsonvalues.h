#pragma once

#include "sync/protocol/command.h"

#include <QJsonObject>

/// Records as REST and the Json encoding write them; the names are those of the OpenAPI
/// document (snake_case, ids as UUID text, instants as ISO 8601 UTC, money as
/// {"amount": "68.00", "currency": "EUR"}).
namespace foyer {

[[nodiscard]] QJsonObject toJson(const Money &money);
[[nodiscard]] QJsonObject toJson(const Venue &venue);
[[nodiscard]] QJsonObject toJson(const SeatMapSummary &map);
[[nodiscard]] QJsonObject toJson(const Performer &performer);
[[nodiscard]] QJsonObject toJson(const PriceList &prices);
[[nodiscard]] QJsonObject toJson(const Event &event);
[[nodiscard]] QJsonObject toJson(const Booking &booking);
[[nodiscard]] QJsonObject toJson(const Hold &hold);
[[nodiscard]] QJsonObject toJson(const Refusal &refusal);
[[nodiscard]] QJsonObject toJson(const Done &done);

// Readers name the field that is missing or wrong: "event.start_date must be ISO 8601 text".
[[nodiscard]] Result<Money> moneyFromJson(const QJsonValue &value, const QString &where);
[[nodiscard]] Result<Venue> venueFromJson(const QJsonObject &object);
[[nodiscard]] Result<Performer> performerFromJson(const QJsonObject &object);
[[nodiscard]] Result<Event> eventFromJson(const QJsonObject &object);
[[nodiscard]] Result<Done> doneFromJson(const QJsonObject &object);
[[nodiscard]] Result<Refusal> refusalFromJson(const QJsonObject &object);

} // namespace foyer
