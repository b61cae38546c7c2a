#include "sync/protocol/snapshot.h"

#include "models/domain/invariant.h"
#include "sync/protocol/limits.h"

#include <QHash>

#include <algorithm>

// Layout (asyncapi.yaml describes it for strangers): format 1; count; two bits of status each,
// the first ticket in the lowest bits; smallest version; every version minus the smallest;
// number of windows, 16 bytes each; number of own holds, 16 bytes and a fence each; then, over
// the held tickets in order, runs of length, window + 1, own hold + 1, remaining ms.
namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr char snapshotFormat = 1;

void appendVarint(QByteArray &out, quint64 value)
{
    while (value >= 0x80) {
        out.append(char(value | 0x80));
        value >>= 7;
    }
    out.append(char(value));
}

/// What the tickets of one run have in common; 0 stands for "none" in both tables.
struct Run
{
    quint64 window = 0;
    quint64 hold = 0;
    quint64 remaining_ms = 0;
    bool operator==(const Run &) const = default;
};

class Packer final
{
public:
    Packer(const QList<TicketView> &tickets, const WindowId &viewer)
        : m_tickets(tickets)
        , m_viewer(viewer)
    {}

    [[nodiscard]] QByteArray pack()
    {
        m_out.reserve(64 + m_tickets.size() / 4 + m_tickets.size());
        m_out.append(snapshotFormat);
        appendVarint(m_out, quint64(m_tickets.size()));
        appendStatuses();
        appendVersions();
        collectRuns();
        appendVarint(m_out, quint64(m_windows.size() / 16));
        m_out.append(m_windows);
        appendVarint(m_out, quint64(m_holdIndex.size()));
        m_out.append(m_holds);
        m_out.append(m_runs);
        return std::move(m_out);
    }

private:
    void appendStatuses()
    {
        const qsizetype start = m_out.size();
        m_out.resize(start + (m_tickets.size() + 3) / 4, '\0');
        char *packed = m_out.data() + start;
        for (qsizetype i = 0; i < m_tickets.size(); ++i)
            packed[i / 4] = char(packed[i / 4] | (int(m_tickets[i].status) << (i % 4 * 2)));
    }

    void appendVersions()
    {
        qint64 smallest = m_tickets.isEmpty() ? 0 : m_tickets.first().version.value();
        for (const TicketView &ticket : m_tickets)
            smallest = std::min(smallest, ticket.version.value());
        FOYER_INVARIANT(smallest >= 0, "versions count from 0");
        appendVarint(m_out, quint64(smallest));
        for (const TicketView &ticket : m_tickets)
            appendVarint(m_out, quint64(ticket.version.value() - smallest));
    }

    void collectRuns()
    {
        Run current;
        quint64 length = 0;
        for (const TicketView &ticket : m_tickets) {
            if (ticket.status != TicketStatus::Held)
                continue;
            const Run run = runOf(ticket);
            if (length > 0 && run != current) {
                appendRun(length, current);
                length = 0;
            }
            current = run;
            ++length;
        }
        if (length > 0)
            appendRun(length, current);
    }

    void appendRun(quint64 length, const Run &run)
    {
        appendVarint(m_runs, length);
        appendVarint(m_runs, run.window);
        appendVarint(m_runs, run.hold);
        appendVarint(m_runs, run.remaining_ms);
    }

    [[nodiscard]] Run runOf(const TicketView &ticket)
    {
        Run run;
        run.remaining_ms = quint64(std::max<qint64>(ticket.remaining.count(), 0));
        if (ticket.holder.isNull())
            return run;
        quint64 &window = m_windowIndex[ticket.holder];
        if (window == 0) {
            window = quint64(m_windowIndex.size());
            m_windows.append(ticket.holder.toBytes());
        }
        run.window = window;
        if (ticket.holder == m_viewer && !ticket.hold.isNull()) {
            quint64 &hold = m_holdIndex[ticket.hold];
            if (hold == 0) {
                hold = quint64(m_holdIndex.size());
                m_holds.append(ticket.hold.toBytes());
                appendVarint(m_holds, quint64(ticket.fence.value()));
            }
            run.hold = hold;
        }
        return run;
    }

    const QList<TicketView> &m_tickets;
    const WindowId m_viewer;
    QByteArray m_out;
    QByteArray m_windows;
    QByteArray m_holds;
    QByteArray m_runs;
    QHash<WindowId, quint64> m_windowIndex;
    QHash<HoldId, quint64> m_holdIndex;
};

class Unpacker final
{
public:
    explicit Unpacker(QByteArrayView packed)
        : m_rest(packed)
    {}

    [[nodiscard]] Result<QList<TicketView>> unpack()
    {
        if (bytes(1) != QByteArrayView(&snapshotFormat, 1))
            return damaged(u"its format is not 1"_s);
        const quint64 count = varint(limits::ticketsPerEvent);
        // Every ticket takes a byte of version at least, so nothing small makes much room.
        if (!m_isGood || count > quint64(m_rest.size()))
            return damaged(u"it says more tickets than it holds"_s);
        m_tickets.resize(qsizetype(count));
        readStatuses();
        readVersions();
        readTables();
        readRuns();
        if (!m_isGood || !m_rest.isEmpty())
            return damaged(u"its parts do not fit together"_s);
        return std::move(m_tickets);
    }

private:
    struct OwnHold
    {
        HoldId id;
        Fence fence;
    };

    [[nodiscard]] static std::unexpected<Refusal> damaged(const QString &why)
    {
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"The snapshot is damaged: %1."_s.arg(why)));
    }

    [[nodiscard]] QByteArrayView bytes(quint64 count)
    {
        m_isGood = m_isGood && count <= quint64(m_rest.size());
        if (!m_isGood)
            return {};
        const QByteArrayView taken = m_rest.first(qsizetype(count));
        m_rest = m_rest.sliced(qsizetype(count));
        return taken;
    }

    [[nodiscard]] quint64 varint(quint64 most)
    {
        quint64 value = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            const QByteArrayView one = bytes(1);
            if (!m_isGood)
                return 0;
            const auto byte = quint8(one.front());
            value |= quint64(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) {
                m_isGood = value <= most;
                return m_isGood ? value : 0;
            }
        }
        m_isGood = false;
        return 0;
    }

    void readStatuses()
    {
        const QByteArrayView packed = bytes(quint64(m_tickets.size() + 3) / 4);
        for (qsizetype i = 0; i < m_tickets.size() && m_isGood; ++i) {
            m_tickets[i].status = TicketStatus((quint8(packed[i / 4]) >> (i % 4 * 2)) & 3);
            m_held += m_tickets[i].status == TicketStatus::Held;
        }
    }

    void readVersions()
    {
        const qint64 smallest = qint64(varint(limits::largestNumber));
        for (qsizetype i = 0; i < m_tickets.size() && m_isGood; ++i)
            m_tickets[i].version =
                Version(smallest + qint64(varint(quint64(limits::largestNumber - smallest))));
    }

    void readTables()
    {
        // More holders than held tickets would be room for nothing.
        const quint64 windows = varint(quint64(m_held));
        for (quint64 i = 0; i < windows && m_isGood; ++i)
            m_windows.emplaceBack(QUuid::fromRfc4122(bytes(16)));
        const quint64 holds = varint(quint64(m_held));
        for (quint64 i = 0; i < holds && m_isGood; ++i) {
            const HoldId id(QUuid::fromRfc4122(bytes(16)));
            m_holds.append({id, Fence(qint64(varint(limits::largestNumber)))});
        }
    }

    void readRuns()
    {
        quint64 left = 0;
        TicketView run;
        for (qsizetype i = 0; i < m_tickets.size() && m_isGood; ++i) {
            if (m_tickets[i].status != TicketStatus::Held)
                continue;
            if (left == 0) {
                left = varint(quint64(m_held));
                run = nextRun();
                m_isGood = m_isGood && left > 0;
            }
            run.version = m_tickets[i].version;
            m_tickets[i] = run;
            --left;
        }
        m_isGood = m_isGood && left == 0;
    }

    [[nodiscard]] TicketView nextRun()
    {
        TicketView run;
        run.status = TicketStatus::Held;
        const auto window = qsizetype(varint(quint64(m_windows.size())));
        const auto hold = qsizetype(varint(quint64(m_holds.size())));
        run.remaining = Milliseconds(qint64(varint(limits::largestNumber)));
        if (m_isGood && window > 0)
            run.holder = m_windows[window - 1];
        if (m_isGood && hold > 0) {
            run.hold = m_holds[hold - 1].id;
            run.fence = m_holds[hold - 1].fence;
        }
        return run;
    }

    QByteArrayView m_rest;
    bool m_isGood = true;
    qsizetype m_held = 0;
    QList<TicketView> m_tickets;
    QList<WindowId> m_windows;
    QList<OwnHold> m_holds;
};

} // namespace

QByteArray packTickets(const QList<TicketView> &tickets, const WindowId &viewer)
{
    return Packer(tickets, viewer).pack();
}

Result<QList<TicketView>> unpackTickets(QByteArrayView packed)
{
    return Unpacker(packed).unpack();
}

} // namespace foyer
