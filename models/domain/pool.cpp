#include "models/domain/pool.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPoolName = 200;
constexpr qsizetype longestPoolNote = 4'000;

} // namespace

Result<void> checked(const Pool &pool)
{
    const auto invalid = [](const QString &why) {
        return std::unexpected(refusal(RefusalCode::InvalidRecord, why));
    };
    if (pool.id.isNull() || pool.event.isNull())
        return invalid(u"A pool needs an id and an event."_s);
    if (pool.name.trimmed().isEmpty() || pool.name.size() > longestPoolName)
        return invalid(u"A pool needs a name of 1 to 200 characters."_s);
    if (pool.note.size() > longestPoolNote)
        return invalid(u"The note of a pool has at most 4000 characters."_s);
    if (pool.quota < 0)
        return invalid(u"A pool cannot have less than no tickets."_s);
    return {};
}

} // namespace foyer
