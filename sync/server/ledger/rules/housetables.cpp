#include "sync/server/ledger/rules/housetables.h"

namespace foyer {

namespace houses {

using enum HouseColumn::Kind;

constexpr HouseColumn houseColumns[]{
    {"epoch", Uuid},      {"name", Text},    {"catalogue_version", Number},
    {"clock_ms", Number}, {"fence", Number},
};
constexpr HouseColumn operatorColumns[]{
    {"id", Uuid},     {"name", Text},           {"name_key", Text},     {"display_name", Text},
    {"role", Number}, {"password_hash", Bytes}, {"created_at", Number},
};
constexpr HouseColumn sessionColumns[]{
    {"token", Bytes},       {"operator_id", Uuid}, {"window_id", Uuid},
    {"started_at", Number}, {"ends_at", Number},   {"closed_at", Number},
};
constexpr HouseColumn userColumns[]{
    {"id", Uuid}, {"email", Text}, {"name", Text}, {"created_at", Number}};
constexpr HouseColumn venueColumns[]{
    {"id", Uuid},          {"name", Text},
    {"address", Text},     {"city", Text},
    {"capacity", Number},  {"time_zone", Text},
    {"seat_map_id", Uuid}, {"created_at", Number},
    {"version", Number},   {"catalogue_version", Number},
};
constexpr HouseColumn seatMapColumns[]{
    {"no", Number},       {"id", Uuid},   {"venue_id", Uuid},       {"number", Number},
    {"capacity", Number}, {"note", Text}, {"published_at", Number}, {"catalogue_version", Number},
    {"document", Bytes},
};
constexpr HouseColumn categoryColumns[]{
    {"map_no", Number}, {"position", Number}, {"id", Uuid}, {"name", Text}, {"tickets", Number}};
constexpr HouseColumn seatColumns[]{{"map_no", Number}, {"idx", Number}, {"category", Number},
                                    {"section", Text},  {"row", Text},   {"seat", Text}};
constexpr HouseColumn performerColumns[]{{"id", Uuid},
                                         {"name", Text},
                                         {"type", Text},
                                         {"created_at", Number},
                                         {"catalogue_version", Number}};
constexpr HouseColumn eventColumns[]{
    {"no", Number},
    {"id", Uuid},
    {"venue_id", Uuid},
    {"seat_map_id", Uuid},
    {"name", Text},
    {"description", Text},
    {"start_date", Number},
    {"end_date", Number},
    {"status", Number},
    {"currency", Text},
    {"created_at", Number},
    {"version", Number},
    {"catalogue_version", Number},
};
constexpr HouseColumn eventPerformerColumns[]{
    {"event_id", Uuid}, {"performer_id", Uuid}, {"position", Number}};
constexpr HouseColumn ticketTypeColumns[]{
    {"event_id", Uuid}, {"id", Uuid}, {"position", Number}, {"name", Text}};
constexpr HouseColumn priceColumns[]{{"event_id", Uuid},
                                     {"category_id", Uuid},
                                     {"ticket_type_id", Uuid},
                                     {"position", Number},
                                     {"amount", Number}};
constexpr HouseColumn inventoryColumns[]{
    {"event_no", Number}, {"map_no", Number}, {"capacity", Number},
    {"sequence", Number}, {"chain", Bytes},   {"available", Number},
    {"held", Number},     {"sold", Number},   {"blocked", Number},
};
constexpr HouseColumn ticketColumns[]{
    {"event_no", Number}, {"idx", Number}, {"status", Number}, {"version", Number},
    {"fence", Number},    {"hold", Uuid},  {"holder", Uuid},   {"expires_at", Number},
    {"booking", Uuid},    {"pool", Uuid},
};
constexpr HouseColumn holdColumns[]{
    {"id", Uuid},          {"event_no", Number}, {"fence", Number},   {"window_id", Uuid},
    {"operator_id", Uuid}, {"seats", Bytes},     {"ends_at", Number}, {"extensions", Number},
    {"customer_id", Uuid}, {"state", Number},
};
constexpr HouseColumn poolColumns[]{
    {"id", Uuid},        {"event_no", Number}, {"name", Text},         {"owner", Number},
    {"quota", Number},   {"note", Text},       {"release_at", Number}, {"version", Number},
    {"tickets", Number}, {"open", Number},
};
constexpr HouseColumn bookingColumns[]{
    {"id", Uuid},
    {"reference", Text},
    {"user_id", Uuid},
    {"event_id", Uuid},
    {"hold_id", Uuid},
    {"status", Number},
    {"currency", Text},
    {"total", Number},
    {"sold_by", Uuid},
    {"sold_at", Uuid},
    {"created_at", Number},
    {"confirmed_at", Number},
    {"cancelled_at", Number},
    {"version", Number},
};
constexpr HouseColumn bookedColumns[]{
    {"booking_id", Uuid},     {"idx", Number},   {"event_no", Number}, {"category_id", Uuid},
    {"ticket_type_id", Uuid}, {"price", Number}, {"live", Number},     {"given_back_at", Number},
};
constexpr HouseColumn paymentColumns[]{
    {"id", Uuid},       {"booking_id", Uuid}, {"position", Number}, {"method", Number},
    {"amount", Number}, {"tendered", Number}, {"paid_at", Number},  {"reference", Text},
};
constexpr HouseColumn ledgerColumns[]{
    {"event_no", Number}, {"sequence", Number},   {"at_ms", Number},   {"action", Number},
    {"operation", Uuid},  {"operator_id", Uuid},  {"window_id", Uuid}, {"seats", Bytes},
    {"versions", Bytes},  {"status", Number},     {"hold", Uuid},      {"fence", Number},
    {"holder", Uuid},     {"expires_at", Number}, {"booking", Uuid},   {"pool", Uuid},
    {"detail", Bytes},    {"hash", Bytes},
};
constexpr HouseColumn operationColumns[]{{"id", Uuid},
                                         {"digest", Bytes},
                                         {"outcome", Bytes},
                                         {"window_id", Uuid},
                                         {"device_sequence", Number}};
constexpr HouseColumn deviceColumns[]{{"window_id", Uuid}, {"acknowledged", Number}};

constexpr HouseTable tables[]{
    {"house", 1, houseColumns},
    {"operators", 1, operatorColumns},
    {"sessions", 1, sessionColumns},
    {"users", 1, userColumns},
    {"venues", 1, venueColumns},
    {"seat_maps", 1, seatMapColumns},
    {"map_categories", 2, categoryColumns},
    {"seats", 2, seatColumns},
    {"performers", 1, performerColumns},
    {"events", 1, eventColumns},
    {"event_performers", 2, eventPerformerColumns},
    {"ticket_types", 2, ticketTypeColumns},
    {"prices", 3, priceColumns},
    {"inventory", 1, inventoryColumns},
    {"tickets", 2, ticketColumns},
    {"holds", 1, holdColumns},
    {"pools", 1, poolColumns},
    {"bookings", 1, bookingColumns},
    {"booking_tickets", 2, bookedColumns},
    {"payments", 1, paymentColumns},
    {"ledger", 2, ledgerColumns},
    {"operations", 1, operationColumns},
    {"devices", 1, deviceColumns},
};

} // namespace houses

std::span<const HouseTable> houseTables()
{
    return houses::tables;
}

} // namespace foyer
