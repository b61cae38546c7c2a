#include "app/foyerctl/housefile.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <sqlite3.h>

namespace foyer {

using namespace Qt::StringLiterals;

Result<Arguments> parsed(const QStringList &given, const QStringList &known)
{
    Arguments arguments;
    for (qsizetype i = 0; i < given.size(); ++i) {
        const QString &word = given[i];
        if (!word.startsWith(u"--"_s)) {
            arguments.words.append(word);
        } else if (!known.contains(word)) {
            return std::unexpected(
                refusal(RefusalCode::Malformed, u"\"%1\" is no option here."_s.arg(word)));
        } else if (++i == given.size()) {
            return std::unexpected(
                refusal(RefusalCode::Malformed, u"\"%1\" needs a value."_s.arg(word)));
        } else {
            arguments.options.insert(word, given[i]);
        }
    }
    return arguments;
}

Result<StoreAddress> storeOf(const Arguments &arguments)
{
    const QString folder = arguments.options.value(u"--data"_s);
    const QString store = arguments.options.value(u"--store"_s);
    if (folder.isEmpty() == store.isEmpty())
        return std::unexpected(
            refusal(RefusalCode::Malformed, store.isEmpty() ? u"--data DIR is needed."_s
                                                            : u"--data or --store, not both."_s));
    return store.isEmpty() ? storeInFolder(folder) : storeAddressFrom(store);
}

Result<QString> ledgerPathOf(const Arguments &arguments)
{
    const auto store = storeOf(arguments);
    if (!store)
        return std::unexpected(store.error());
    if (store->kind != StoreAddress::Kind::Sqlite)
        return std::unexpected(
            refusal(RefusalCode::Malformed, u"This works on a house in a file only."_s));
    if (!QFileInfo::exists(store->where)) {
        const QString folder = arguments.options.value(u"--data"_s, store->where);
        return std::unexpected(
            refusal(RefusalCode::NotFound, u"There is no house in %1."_s.arg(folder)));
    }
    return store->where;
}

Result<StoreAddress> houseOf(const Arguments &arguments)
{
    const auto store = storeOf(arguments);
    if (!store || isDatabase(*store))
        return store;
    const auto path = ledgerPathOf(arguments);
    if (!path)
        return std::unexpected(path.error());
    return store;
}

Result<HouseFile> HouseFile::open(const QString &path, Access access)
{
    HouseFile house;
    const int flags = access == Access::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    const int opened =
        sqlite3_open_v2(QFile::encodeName(path).constData(), &house.m_database, flags, nullptr);
    if (opened != SQLITE_OK) {
        return std::unexpected(refusal(
            RefusalCode::Internal,
            u"%1 cannot be opened: %2."_s.arg(path, QString::fromUtf8(sqlite3_errstr(opened)))));
    }
    sqlite3_busy_timeout(house.m_database, 5000);
    return house;
}

HouseFile::~HouseFile()
{
    sqlite3_close(m_database);
}

namespace {

QString textOf(sqlite3_stmt *statement, int column)
{
    const bool isId = sqlite3_column_type(statement, column) == SQLITE_BLOB &&
                      sqlite3_column_bytes(statement, column) == 16;
    if (isId) {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(statement, column));
        return QUuid::fromRfc4122(QByteArrayView(bytes, 16)).toString(QUuid::WithoutBraces);
    }
    return QString::fromUtf8(
        reinterpret_cast<const char *>(sqlite3_column_text(statement, column)));
}

} // namespace

Result<QList<QStringList>> HouseFile::rows(const char *statement,
                                           const QList<QByteArray> &blobs) const
{
    sqlite3_stmt *prepared = nullptr;
    QList<QStringList> rows;
    int step = sqlite3_prepare_v2(m_database, statement, -1, &prepared, nullptr);
    if (step == SQLITE_OK) {
        for (qsizetype i = 0; i < blobs.size(); ++i)
            sqlite3_bind_blob(prepared, int(i + 1), blobs[i].constData(), int(blobs[i].size()),
                              SQLITE_STATIC);
        while ((step = sqlite3_step(prepared)) == SQLITE_ROW) {
            QStringList &row = rows.emplaceBack();
            for (int column = 0; column < sqlite3_column_count(prepared); ++column)
                row.append(textOf(prepared, column));
        }
    }
    const QString problem = QString::fromUtf8(sqlite3_errmsg(m_database));
    sqlite3_finalize(prepared);
    if (step != SQLITE_DONE) {
        return std::unexpected(
            refusal(RefusalCode::Internal, u"The ledger cannot be used: %1."_s.arg(problem)));
    }
    return rows;
}

int HouseFile::changed() const
{
    return sqlite3_changes(m_database);
}

} // namespace foyer
