#pragma once

#include "sync/protocol/wirefield.h"

#include <QByteArray>
#include <QList>

namespace foyer {

/// What a field of a message is made of, as its description says (sync/protocol/wirefield.h).
enum class FieldKind : quint8 {
    Id,
    Number,
    Flag,
    Text,
    Bytes,
    Instant,
    Money,
    Currency,
    Name, ///< one of an enumeration
    Seat,
    Seats,
    List, ///< of ids, numbers or objects
    Object,
    Choice,
};

struct FieldFacts
{
    FieldKind kind = FieldKind::Object;
    Range range;             ///< of a number; of a text's, list's or byte string's length
    bool isOptional = false; ///< may be null; in Json it may be left out too
    bool mustRise = false;   ///< Seats in rising order
};

/// Something that does not belong into a field, as raw bytes to be put in its place; empty where
/// an encoding cannot say it.
struct BadValue
{
    QByteArray what; ///< "too long"
    QByteArray json;
    QByteArray cbor;
    /// The field's type allows it; it must do no harm all the same.
    bool isLegal = false;
};

/// Every kind of nonsense for a field: null, wrong types, beyond both ends, huge, NaN, bad
/// UTF-8, bidi, NUL, SQL text, deep nesting, far too long, broken heads.
[[nodiscard]] QList<BadValue> badValuesFor(const FieldFacts &field);

} // namespace foyer
