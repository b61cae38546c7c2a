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

/// Bytes of the longest varint.
constexpr qsizetype longestVarint = 10;

/// \return the place after it; there must be room for longestVarint bytes.
char *writeVarint(char *to, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        *to++ = char(value | 0x80);
    *to++ = char(value);
    return to;
}

void appendVarint(QByteArray &out, quint64 value)
{
    char bytes[longestVarint];
    out.append(bytes, writeVarint(bytes, value) - bytes);
}

} // namespace

/// Who holds what, in runs.
struct TicketPacker::Holders
{
    /// What the tickets of one run have in common; 0 stands for "none" in both tables.
    struct Run
    {
        quint64 window = 0;
        quint64 hold = 0;
        quint64 remaining_ms = 0;
        bool operator==(const Run &) const = default;
    };

    explicit Holders(const WindowId &viewing)
        : viewer(viewing)
    {}

    void add(const TicketView &ticket)
    {
        const Run run = runOf(ticket);
        if (length > 0 && run != current)
            endRun();
        current = run;
        ++length;
    }

    void endRun()
    {
        if (length == 0)
            return;
        appendVarint(runs, length);
        appendVarint(runs, current.window);
        appendVarint(runs, current.hold);
        appendVarint(runs, current.remaining_ms);
        length = 0;
    }

    [[nodiscard]] Run runOf(const TicketView &ticket)
    {
        Run run;
        run.remaining_ms = quint64(std::max<qint64>(ticket.remaining.count(), 0));
        if (ticket.holder.isNull())
            return run;
        quint64 &window = windowIndex[ticket.holder];
        if (window == 0) {
            window = quint64(windowIndex.size());
            windows.append(ticket.holder.toBytes());
        }
        run.window = window;
        if (ticket.holder == viewer && !ticket.hold.isNull()) {
            quint64 &hold = holdIndex[ticket.hold];
            if (hold == 0) {
                hold = quint64(holdIndex.size());
                holds.append(ticket.hold.toBytes());
                appendVarint(holds, quint64(ticket.fence.value()));
            }
            run.hold = hold;
        }
        return run;
    }

    const WindowId viewer;
    QByteArray windows;
    QByteArray holds;
    QByteArray runs;
    QHash<WindowId, quint64> windowIndex;
    QHash<HoldId, quint64> holdIndex;
    Run current;
    quint64 length = 0;
};

TicketPacker::TicketPacker(qsizetype count, const WindowId &viewer)
    : m_versions(size_t(count))
    , m_statuses(size_t(count + 3) / 4)
    , m_holders(std::make_unique<Holders>(viewer))
{}

TicketPacker::~TicketPacker() = default;

void TicketPacker::add(const TicketView &ticket)
{
    add(ticket.status, ticket.version);
    if (ticket.status == TicketStatus::Held)
        m_holders->add(ticket);
}

QByteArray TicketPacker::pack()
{
    FOYER_INVARIANT(size_t(m_added) == m_versions.size(), "as many tickets as were promised");
    const qint64 smallest = m_versions.empty() ? 0 : std::ranges::min(m_versions);
    FOYER_INVARIANT(smallest >= 0, "versions count from 0");
    QByteArray out;
    out.reserve(qsizetype(64 + m_statuses.size() + m_versions.size() * longestVarint));
    out.append(snapshotFormat);
    appendVarint(out, m_versions.size());
    out.append(m_statuses.data(), qsizetype(m_statuses.size()));
    appendVarint(out, quint64(smallest));
    const qsizetype start = out.size();
    out.resize(start + qsizetype(m_versions.size()) * longestVarint);
    char *end = out.data() + start;
    for (const qint64 version : m_versions)
        end = writeVarint(end, quint64(version - smallest));
    out.truncate(end - out.data());
    m_holders->endRun();
    appendVarint(out, quint64(m_holders->windows.size() / 16));
    out.append(m_holders->windows);
    appendVarint(out, quint64(m_holders->holdIndex.size()));
    out.append(m_holders->holds);
    out.append(m_holders->runs);
    return out;
}

namespace {

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
    TicketPacker packer(tickets.size(), viewer);
    for (const TicketView &ticket : tickets)
        packer.add(ticket);
    return packer.pack();
}

Result<QList<TicketView>> unpackTickets(QByteArrayView packed)
{
    return Unpacker(packed).unpack();
}

} // namespace foyer
