#pragma once

#include "models/domain/id.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <vector>

namespace foyer {

/// What a transaction tells every node of its commit: the payload of NOTIFY on the channel
/// foyer_changes. The rows themselves are read from the ledger.
struct PostgresNotice
{
    struct Span
    {
        EventId event;
        Sequence first;
        Sequence last;
        bool operator==(const Span &) const = default;
    };
    std::vector<Span> spans;
    bool isCatalogue = false; ///< records of the catalogue changed
    bool operator==(const PostgresNotice &) const = default;
};

/// As many payloads as it takes: one holds 7,999 bytes.
[[nodiscard]] QList<QByteArray> encodeNotices(const PostgresNotice &notice);
/// \return nothing for what no node of ours would send.
[[nodiscard]] std::optional<PostgresNotice> decodeNotice(const QByteArray &payload);

} // namespace foyer
