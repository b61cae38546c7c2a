#include "sync/server/ledger/storeaddress.h"

namespace foyer {

using namespace Qt::StringLiterals;

Result<StoreAddress> storeAddressFrom(const QString &text)
{
    const QString sqlite = u"sqlite:"_s;
    const QString postgres = u"postgres:"_s;
    if (text.startsWith(sqlite) && text != sqlite)
        return StoreAddress{StoreAddress::Kind::Sqlite, text.mid(sqlite.size())};
    if (text.startsWith(u"postgres://"_s) || text.startsWith(u"postgresql://"_s))
        return StoreAddress{StoreAddress::Kind::Postgres, text};
    if (text.startsWith(postgres) && text != postgres)
        return StoreAddress{StoreAddress::Kind::Postgres, text.mid(postgres.size())};
    return std::unexpected(refusal(RefusalCode::Malformed,
                                   u"A store is written sqlite:PATH or postgres:URI, for example "
                                   "postgres:postgresql://foyer@localhost/foyer."_s));
}

StoreAddress storeInFolder(const QString &folder)
{
    return {StoreAddress::Kind::Sqlite, folder + u"/house.sqlite"_s};
}

} // namespace foyer
