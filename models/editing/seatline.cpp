#include "models/editing/seatline.h"

#include "models/domain/invariant.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace foyer {

namespace {

constexpr qint32 mostSerialsOfLine = 65'536;

/// Spreads the bits of \a value over all 64 (the finisher of SplitMix64).
quint64 spread(quint64 value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

SeatLine::SeatLine(qint32 count, quint16 line)
    : m_line(line)
{
    setCount(count);
}

SeatSerial SeatLine::at(qint32 index) const
{
    for (const Run &run : m_runs) {
        if (index < run.count)
            return {m_line, quint16(run.first + run.step * index)};
        index -= run.count;
    }
    FOYER_INVARIANT(false, "a seat is asked for within its row");
    return {};
}

std::optional<qint32> SeatLine::indexOf(SeatSerial serial) const
{
    if (serial.line() != m_line)
        return std::nullopt;
    qint32 before = 0;
    for (const Run &run : m_runs) {
        const qint32 place = (qint32(serial.number()) - run.first) * run.step;
        if (place >= 0 && place < run.count)
            return before + place;
        before += run.count;
    }
    return std::nullopt;
}

QList<SeatSerial> SeatLine::serials() const
{
    QList<SeatSerial> all;
    all.reserve(m_count);
    for (const Run &run : m_runs) {
        for (qint32 i = 0; i < run.count; ++i)
            all.append({m_line, quint16(run.first + run.step * i)});
    }
    return all;
}

bool SeatLine::isUsed(qint32 number) const
{
    return std::ranges::any_of(m_runs, [number](const Run &run) {
        const qint32 place = (number - run.first) * run.step;
        return place >= 0 && place < run.count;
    });
}

void SeatLine::append(quint16 number)
{
    ++m_count;
    if (!m_runs.isEmpty()) {
        Run &last = m_runs.back();
        const qint32 step = qint32(number) - (last.first + last.step * (last.count - 1));
        if (step == last.step || (last.count == 1 && (step == 1 || step == -1))) {
            last.step = qint8(step);
            ++last.count;
            return;
        }
    }
    m_runs.append({number, 1, 1});
}

void SeatLine::setSerials(const QList<SeatSerial> &serials)
{
    m_runs.clear();
    m_count = 0;
    for (const SeatSerial serial : serials)
        append(serial.number());
}

bool SeatLine::canInsert(qint32 count) const
{
    return count >= 0 && m_count + count <= mostSeatsInLine && m_next + count <= mostSerialsOfLine;
}

void SeatLine::setCount(qint32 count)
{
    FOYER_INVARIANT(count >= 0 && count <= mostSeatsInLine, "a row has as many seats as it may");
    while (m_count > count) {
        Run &last = m_runs.back();
        const auto taken = quint16(std::min<qint32>(last.count, m_count - count));
        last.count = quint16(last.count - taken);
        m_count -= taken;
        if (last.count == 0)
            m_runs.removeLast();
    }
    while (m_count < count) {
        qint32 number = m_next;
        if (!m_runs.isEmpty()) {
            const Run &last = m_runs.back();
            const qint32 before = last.first + last.step * (last.count - 1) + last.step;
            if (before >= 0 && before < m_next && !isUsed(before))
                number = before;
        } else {
            number = 0; // an emptied line grows back from its beginning
        }
        FOYER_INVARIANT(number < mostSerialsOfLine, "a row grows within its limits");
        m_next = std::max(m_next, number + 1);
        append(quint16(number));
    }
}

void SeatLine::setCountFromStart(qint32 count)
{
    reverse();
    setCount(count);
    reverse();
}

void SeatLine::insert(qint32 index, qint32 count)
{
    FOYER_INVARIANT(canInsert(count), "a row grows within its limits");
    QList<SeatSerial> all = serials();
    for (qint32 i = 0; i < count; ++i)
        all.insert(index + i, SeatSerial(m_line, quint16(m_next++)));
    setSerials(all);
}

void SeatLine::remove(qint32 index)
{
    QList<SeatSerial> all = serials();
    all.removeAt(index);
    setSerials(all);
}

void SeatLine::reverse()
{
    std::ranges::reverse(m_runs);
    for (Run &run : m_runs) {
        run.first = quint16(run.first + run.step * (run.count - 1));
        run.step = run.count == 1 ? qint8(1) : qint8(-run.step);
    }
}

QUuid randomKey(RandomSource &random)
{
    std::array<char, 16> bytes{};
    const quint64 high = random.next();
    const quint64 low = random.next();
    // Version 4 and the variant of RFC 9562.
    qToBigEndian((high & ~quint64(0xf000)) | 0x4000U, bytes.data());
    qToBigEndian((low & 0x3fffffffffffffffULL) | 0x8000000000000000ULL, bytes.data() + 8);
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), 16));
}

SeatId SeatIdentity::idOf(SeatSerial serial) const
{
    if (serial.value() < quint32(known.size()))
        return known.at(qsizetype(serial.value()));
    const QByteArray source = key.toRfc4122();
    const auto a = qFromBigEndian<quint64>(source.constData());
    const auto b = qFromBigEndian<quint64>(source.constData() + 8);
    const quint64 high = spread(a ^ spread(b));
    const quint64 low = spread(b + 0x9e3779b97f4a7c15ULL + spread(a));
    std::array<char, 16> bytes{};
    // 90 bits of the key, the serial, and version 8 and the variant of RFC 9562.
    qToBigEndian((high & ~quint64(0xf000)) | 0x8000U, bytes.data());
    qToBigEndian(0x8000000000000000ULL | ((low << 32) & 0x3fffffff00000000ULL) | serial.value(),
                 bytes.data() + 8);
    return SeatId(QUuid::fromRfc4122(QByteArrayView(bytes.data(), 16)));
}

} // namespace foyer
