#pragma once

#include "sync/server/ledger/rules/rows.h"
#include "sync/server/ledger/sqlite/database.h"

#include <bitset>
#include <unordered_map>

namespace foyer {

/// Knows which tickets have a row (see SqliteRows) without asking for each: most of those that are
/// wanted for the first time have none. Asks for 512 neighbours at once, and needs a bit for each.
/// It only ever errs on the side of asking. For the table's only writer.
class TicketRows final
{
public:
    explicit TicketRows(Database &database)
        : m_database(database)
    {}

    /// \return false when the ticket certainly has no row.
    [[nodiscard]] bool mayHave(const TicketKey &key)
    {
        auto known = m_blocks.find(blockOf(key));
        if (known == m_blocks.end()) {
            if (m_blocks.size() >= mostBlocks)
                m_blocks.clear();
            known = m_blocks.emplace(blockOf(key), read(key)).first;
        }
        return known->second.test(placeOf(key));
    }
    /// It has one now.
    void add(const TicketKey &key)
    {
        if (const auto known = m_blocks.find(blockOf(key)); known != m_blocks.end())
            known->second.set(placeOf(key));
    }

private:
    static constexpr size_t blockSize = 512;
    static constexpr size_t mostBlocks = 50'000; ///< 25 million tickets, about 6 MB
    using Block = std::bitset<blockSize>;

    static quint64 blockOf(const TicketKey &key)
    {
        return quint64(key.first) << 32 | quint32(key.second) / blockSize;
    }
    static size_t placeOf(const TicketKey &key) { return quint32(key.second) % blockSize; }

    Block read(const TicketKey &key)
    {
        Block block;
        const qint64 first = key.second - qint64(placeOf(key));
        Rows rows = m_database.query("SELECT idx FROM tickets"
                                     " WHERE event_no = ? AND idx >= ? AND idx < ?",
                                     key.first, first, first + qint64(blockSize));
        while (rows.next())
            block.set(size_t(rows.number(0) - first));
        if (m_database.failure())
            block.set(); // nobody knows
        return block;
    }

    Database &m_database;
    std::unordered_map<quint64, Block> m_blocks;
};

} // namespace foyer
