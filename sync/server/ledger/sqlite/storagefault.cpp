#include "sync/server/ledger/sqlite/storagefault.h"

#include <sqlite3.h>

namespace foyer {

using namespace Qt::StringLiterals;

Refusal refusalFor(const StorageError &error, const QString &doing)
{
    const auto because = [&](RefusalCode code, const QString &advice) {
        return refusal(code, u"%1 (While %2: %3.)"_s.arg(advice, doing, error.message));
    };
    switch (error.code & 0xff) {
    case SQLITE_FULL:
        return because(RefusalCode::ReadOnly,
                       u"The disk is full; nothing was written. Free space, then restart."_s);
    case SQLITE_IOERR:
        return because(RefusalCode::ReadOnly,
                       u"The disk failed; nothing was written. Check the disk, then restart."_s);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
        return because(RefusalCode::ReadOnly,
                       u"The ledger cannot be written. Give the program the right to write the "
                       "file and its folder."_s);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return because(RefusalCode::ReadOnly,
                       u"Another program is writing this ledger. Stop it, then try again."_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return because(RefusalCode::Internal,
                       u"The ledger file is damaged. Restore the newest backup."_s);
    default:
        return because(RefusalCode::Internal, u"The ledger could not do that."_s);
    }
}

bool endsWriting(const StorageError &error)
{
    switch (error.code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
        return true;
    default:
        return false;
    }
}

} // namespace foyer
