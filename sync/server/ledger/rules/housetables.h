#pragma once

#include "models/domain/refusal.h"

#include <QByteArray>

#include <functional>
#include <span>
#include <vector>

namespace foyer {

// A whole house as tables that read the same from every store: for copies, comparisons and
// backups. A store maps them to its own: where one keeps seats as text and another as rows, both
// give and take rows.

struct HouseColumn
{
    enum class Kind : quint8 {
        Number,
        Text,  ///< UTF-8
        Bytes, ///< a list of seats: 4 bytes each, big-endian
        Uuid   ///< the 16 bytes of a UUID
    };
    const char *name = "";
    Kind kind = Kind::Number;
};

struct HouseTable
{
    const char *name = "";
    int keys = 1; ///< so many of the first columns say which row it is, and the order
    std::span<const HouseColumn> columns;
};

/// All tables, in the order in which they can be filled. The first is the house itself, one row:
/// epoch, name, version of the catalogue, the latest time seen and the highest fence given.
/// A ticket that was never touched has no row; a booking's ticket has a given_back_at only when
/// the rest of the booking was kept.
[[nodiscard]] std::span<const HouseTable> houseTables();

struct HouseValue
{
    bool isNull = true;
    qint64 number = 0; ///< of a Number
    QByteArray bytes;  ///< of all else
};
using HouseRow = std::vector<HouseValue>; ///< by column

/// A house to be read, all of it as it is at one moment, while others may go on writing. One
/// thread. The first failure stays; nothing is visited after it.
class HouseSource
{
public:
    virtual ~HouseSource() = default;

    using SeeRow = std::function<void(const HouseRow &)>;
    /// Shows every row in the order of the keys, in bounded memory.
    virtual void visit(const HouseTable &table, const SeeRow &see) = 0;
    [[nodiscard]] virtual std::optional<Refusal> failure() const = 0;
    /// The same text for the same store, however it was named.
    [[nodiscard]] virtual QByteArray identity() = 0;
    /// Whether another program of Foyer has it open.
    [[nodiscard]] virtual bool isServed() = 0;
};

/// A store to be filled with a house, in one transaction that ends with commit(); without it
/// nothing has happened.
class HouseTarget : public HouseSource
{
public:
    /// Keeps everybody else out. \return InvalidRecord when there is a house already.
    [[nodiscard]] virtual Result<void> begin() = 0;
    virtual void add(const HouseTable &table, std::span<const HouseRow> rows) = 0;
    /// Makes what follows from the rows once all are there; from now on visit() shows them.
    virtual void complete() = 0;
    [[nodiscard]] virtual Result<void> commit() = 0;
};

} // namespace foyer
