#pragma once

#include "sync/server/ledger/rules/ledgerwork.h"

#include <QHash>

namespace foyer {

/// What LedgerWork is made of; for its own .cpp files only.
struct LedgerWork::Private
{
    struct EventEntry
    {
        EventHead head;
        TicketCounts moved;  ///< to add to the head's counters
        qint64 rowCount = 0; ///< rows of this transaction
        std::optional<PriceList> prices = {};
        std::vector<bool> free = {}; ///< empty: not asked for yet
    };
    struct TicketEntry
    {
        TicketKey key;
        TicketState now;
        Version stored;        ///< what the conditional update expects
        bool isListed = false; ///< among changedTickets
#ifdef FOYER_PLANTED_FAULTS
        TicketState found;
#endif
    };
    struct HoldEntry
    {
        std::optional<StoredHold> stored;
        std::optional<StoredHold> now;
        qint64 eventNumber = 0;
        bool isListed = false; ///< among changedHolds
    };
    struct PoolEntry
    {
        std::optional<StoredPool> now;
        Version stored;
        bool isNew = false;
        bool isChanged = false;
        qint64 eventNumber = 0;
    };
    struct Draft
    {
        EventEntry *event = nullptr;
        LedgerRow row;
        MovedTickets moved;
    };
    /// One change, backwards: exactly one of the pointers is set.
    struct Undo
    {
        EventEntry *event = nullptr; ///< of the ticket
        TicketEntry *ticket = nullptr;
        TicketState ticketBefore;
        HoldEntry *hold = nullptr;
        std::optional<StoredHold> holdBefore;
        std::optional<StoredBooking> *booking = nullptr;
        std::optional<StoredBooking> bookingBefore;
    };
    struct KeyHash
    {
        size_t operator()(const TicketKey &key) const
        {
            const quint64 mixed = (quint64(key.first) << 32) ^ quint64(quint32(key.second));
            return size_t((mixed * 0x9E3779B97F4A7C15U) >> 16);
        }
        template <class Tag>
        size_t operator()(const Id<Tag> &id) const
        {
            return qHash(id);
        }
    };

    Private(LedgerRows &storeRows, const LedgerRules &houseRules)
        : rows(storeRows)
        , rules(houseRules)
    {}

    void dropTransaction();
    [[nodiscard]] EventEntry &entryOf(const EventHead &head);
    [[nodiscard]] TicketEntry &entryOf(const EventHead &head, SeatIndex seat);
    [[nodiscard]] HoldEntry &entryOf(const HoldId &id);
    [[nodiscard]] std::optional<StoredBooking> &entryOf(const BookingId &id);
    [[nodiscard]] PoolEntry &entryOf(const PoolId &id);
    template <class IsOwner>
    [[nodiscard]] qint64 heldSince(Instant at, const IsOwner &isOwner) const;
    void place(EventEntry &event, TicketEntry &entry, const TicketState &ticket);
    void lockHeads();
    void number(PendingOperation &operation);
    void writeTickets(LedgerWrites &writes);
    void writeHolds(LedgerWrites &writes);
    void writePools(LedgerWrites &writes);
    void writeRows(LedgerWrites &writes);

    LedgerRows &rows;
    const LedgerRules &rules;
    Instant now;
    qint64 readings = 0; ///< of the clock
    bool hasReadSinceClock = true;

    // Kept from one transaction to the next when nobody else writes.
    std::unordered_map<TicketKey, TicketEntry, KeyHash> tickets;
    std::unordered_map<HoldId, HoldEntry, KeyHash> holds;
    std::unordered_map<EventId, EventEntry, KeyHash> events;
    QHash<OperatorId, QString> operatorNames;
    QHash<QUuid, qint64> heldAtMost;                         ///< by window or operator
    QHash<qint64, std::shared_ptr<const SeatGeometry>> maps; ///< published maps never change

    // Of this transaction.
    std::vector<TicketEntry *> changedTickets;
    std::vector<HoldEntry *> changedHolds;
    std::unordered_map<BookingId, std::optional<StoredBooking>, KeyHash> bookings;
    std::unordered_map<PoolId, PoolEntry, KeyHash> pools;
    std::vector<BookingWrite> bookingWrites; ///< in the order of the operations
    std::vector<Draft> drafts;
    std::vector<EventEntry *> touchedEvents; ///< those that had a row; perhaps none any more
    LedgerWrites records; ///< only its customers, performers, venues, maps and events
    std::vector<EventId> savedEvents;
    std::vector<Undo> undos;
    bool isMarked = false;
};

} // namespace foyer
