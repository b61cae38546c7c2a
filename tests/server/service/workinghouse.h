#pragma once

#include "tests/fuzz/fuzzhouse.h"

namespace foyer {

/// What a window got, on the test's own thread.
class KeepingLink final : public WindowLink
{
public:
    explicit KeepingLink(Encoding encoding)
        : m_encoding(encoding)
    {}
    void send(std::shared_ptr<const QByteArray> frame) override;
    void close(quint16 code, const QString &) override { closeCode = code; }

    QList<ServerMessage> messages;
    bool isReadable = true; ///< every frame so far was a message
    quint16 closeCode = 0;

private:
    const Encoding m_encoding;
};

/// All that a ledger says of a house: tickets, sequences, money, records.
struct HouseState
{
    EventTickets tickets;
    QList<Booking> bookings;
    CatalogueDelta catalogue;
    TicketCounts counts;
    bool operator==(const HouseState &other) const;
};

/// A house in which every command can be done: one booking, one hold of two tickets, an allotment,
/// a pool, free seats.
class WorkingHouse final
{
public:
    WorkingHouse();

    template <class AnyId>
    AnyId make()
    {
        return AnyId::make(house.clock.now(), house.random);
    }
    [[nodiscard]] const Event &event() const { return house.house.events[0]; }
    [[nodiscard]] HouseState state() const;

    /// A connection of \a window whose hello carries \a token.
    [[nodiscard]] std::unique_ptr<Conversation> converse(const std::shared_ptr<KeepingLink> &link,
                                                         Encoding encoding, const WindowId &window,
                                                         const QString &token) const;
    /// One of the administrator at the window that has the hold.
    [[nodiscard]] std::unique_ptr<Conversation> signedIn(const std::shared_ptr<KeepingLink> &link,
                                                         Encoding encoding) const;
    /// The outcome of \a command asked for at \a window with \a token.
    [[nodiscard]] Outcome perform(const Command &command, const WindowId &window,
                                  const QString &token);
    [[nodiscard]] Outcome perform(const Command &command); ///< by the administrator

    /// The command of this alternative as it would be done by the window that has the hold.
    [[nodiscard]] Command workingCommand(int alternative);

    fuzz::FuzzHouse house;
    Hold hold;       ///< seats 0 and 1
    Booking booking; ///< seat 3
    Hold allotment;  ///< seat 7
    Pool pool;       ///< without a ticket

private:
    [[nodiscard]] QList<Command> saleCommands();
    [[nodiscard]] QList<Command> houseCommands();
    [[nodiscard]] QList<Command> recordCommands();
};

} // namespace foyer
