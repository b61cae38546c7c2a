#include "sync/protocol/jsonvalues.h"

#include "sync/protocol/jsonreader.h"
#include "sync/protocol/jsonwriter.h"
#include "sync/protocol/recordfields.h"

namespace foyer {

using namespace Qt::StringLiterals;

QJsonObject toJson(const Money &money)
{
    return {{u"amount"_s, money.toDecimal()}, {u"currency"_s, money.currency().code()}};
}

QJsonObject toJson(const Venue &venue)
{
    return JsonWriter::written(venue);
}

QJsonObject toJson(const SeatMapSummary &map)
{
    return JsonWriter::written(map);
}

QJsonObject toJson(const Performer &performer)
{
    return JsonWriter::written(performer);
}

QJsonObject toJson(const PriceList &prices)
{
    return JsonWriter::written(prices);
}

QJsonObject toJson(const Event &event)
{
    return JsonWriter::written(event);
}

QJsonObject toJson(const Booking &booking)
{
    return JsonWriter::written(booking);
}

QJsonObject toJson(const Hold &hold)
{
    return JsonWriter::written(hold);
}

QJsonObject toJson(const Refusal &refusal)
{
    return JsonWriter::written(refusal);
}

QJsonObject toJson(const Done &done)
{
    return JsonWriter::written(done);
}

Result<Money> moneyFromJson(const QJsonValue &value, const QString &where)
{
    return JsonReader::readMoney(value, where);
}

Result<Venue> venueFromJson(const QJsonObject &object)
{
    return JsonReader::read<Venue>(object, "venue");
}

Result<Performer> performerFromJson(const QJsonObject &object)
{
    return JsonReader::read<Performer>(object, "performer");
}

Result<Event> eventFromJson(const QJsonObject &object)
{
    return JsonReader::read<Event>(object, "event");
}

Result<Done> doneFromJson(const QJsonObject &object)
{
    return JsonReader::read<Done>(object, "done");
}

Result<Refusal> refusalFromJson(const QJsonObject &object)
{
    return JsonReader::read<Refusal>(object, "refusal");
}

} // namespace foyer
