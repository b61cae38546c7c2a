#include "sync/server/ledger/rules/housecopy.h"

#include <QStringList>
#include <QtEndian>

#include <sodium.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype rowsPerPart = 2'000;
constexpr qsizetype bytesPerPart = 4 * 1024 * 1024;

/// Takes rows in; no two lists of rows read alike.
class RowDigest final
{
public:
    explicit RowDigest(const HouseTable &table)
        : m_table(table)
    {
        crypto_generichash_init(&m_state, nullptr, 0, crypto_generichash_BYTES);
    }

    void add(const HouseRow &row)
    {
        m_packed.resize(0);
        for (size_t i = 0; i < row.size(); ++i)
            pack(row[i], m_table.columns[i].kind);
        crypto_generichash_update(&m_state, reinterpret_cast<const uchar *>(m_packed.constData()),
                                  quint64(m_packed.size()));
        ++m_rows;
    }

    [[nodiscard]] TableDigest end()
    {
        QByteArray digest(crypto_generichash_BYTES, Qt::Uninitialized);
        crypto_generichash_final(&m_state, reinterpret_cast<uchar *>(digest.data()),
                                 size_t(digest.size()));
        return {QString::fromLatin1(m_table.name), m_rows, digest};
    }

private:
    void pack(const HouseValue &value, HouseColumn::Kind kind)
    {
        const bool isNumber = kind == HouseColumn::Kind::Number;
        m_packed.append(value.isNull ? '\0' : '\1');
        if (value.isNull)
            return;
        char raw[8];
        qToBigEndian(isNumber ? value.number : qint64(value.bytes.size()), raw);
        m_packed.append(raw, sizeof raw);
        if (!isNumber)
            m_packed.append(value.bytes);
    }

    const HouseTable &m_table;
    crypto_generichash_state m_state;
    QByteArray m_packed;
    qint64 m_rows = 0;
};

std::unexpected<Refusal> noHouse()
{
    return std::unexpected(refusal(RefusalCode::NotFound, u"There is no house in there."_s));
}

bool isHouseTable(const HouseTable &table)
{
    return &table == &houseTables().front();
}

/// One table on its way, some rows at a time.
TableDigest copyTable(const HouseTable &table, HouseSource &source, HouseTarget &target,
                      const std::optional<LedgerEpoch> &epoch)
{
    RowDigest digest(table);
    std::vector<HouseRow> part;
    qsizetype size = 0;
    const auto hand = [&] {
        if (!part.empty())
            target.add(table, part);
        part.clear();
        size = 0;
    };
    source.visit(table, [&](const HouseRow &row) {
        if (target.failure())
            return;
        part.push_back(row);
        if (epoch && isHouseTable(table))
            part.back().front() = {.isNull = false, .number = 0, .bytes = epoch->toBytes()};
        digest.add(part.back());
        for (const HouseValue &value : row)
            size += value.bytes.size();
        if (qsizetype(part.size()) >= rowsPerPart || size >= bytesPerPart)
            hand();
    });
    hand();
    return digest.end();
}

} // namespace

Result<std::vector<TableDigest>> digestHouse(HouseSource &source)
{
    std::vector<TableDigest> digests;
    for (const HouseTable &table : houseTables()) {
        RowDigest digest(table);
        source.visit(table, [&digest](const HouseRow &row) { digest.add(row); });
        if (const auto failure = source.failure())
            return std::unexpected(*failure);
        digests.push_back(digest.end());
    }
    if (digests.front().rows == 0)
        return noHouse();
    return digests;
}

QStringList differences(const std::vector<TableDigest> &one, const std::vector<TableDigest> &other)
{
    QStringList tables;
    for (size_t i = 0; i < one.size(); ++i) {
        if (i >= other.size() || one[i].rows != other[i].rows || one[i].digest != other[i].digest)
            tables.append(one[i].table);
    }
    return tables;
}

Result<std::vector<TableDigest>> copyHouse(HouseSource &source, HouseTarget &target,
                                           const std::optional<LedgerEpoch> &epoch)
{
    if (source.identity() == target.identity())
        return std::unexpected(
            refusal(RefusalCode::InvalidRecord, u"Source and destination are the same store."_s));
    if (auto begun = target.begin(); !begun)
        return std::unexpected(begun.error());
    std::vector<TableDigest> given;
    for (const HouseTable &table : houseTables()) {
        given.push_back(copyTable(table, source, target, epoch));
        if (const auto failure = source.failure())
            return std::unexpected(*failure);
        if (const auto failure = target.failure())
            return std::unexpected(*failure);
        if (given.front().rows == 0)
            return noHouse();
    }
    target.complete();
    const auto taken = digestHouse(target);
    if (!taken)
        return std::unexpected(taken.error());
    if (const QStringList tables = differences(given, *taken); !tables.isEmpty())
        return std::unexpected(
            refusal(RefusalCode::Internal,
                    u"The copy does not read the same (%1); nothing was changed."_s.arg(
                        tables.join(u", "_s))));
    if (auto done = target.commit(); !done)
        return std::unexpected(done.error());
    return given;
}

} // namespace foyer
