#include "models/editing/seatlineformat.h"

#include <QJsonArray>
#include <QSet>

namespace foyer {

using namespace Qt::StringLiterals;

QJsonObject seatLineToJson(const SeatLine &line)
{
    QJsonArray runs;
    for (const SeatLine::Run &run : line.m_runs)
        runs.append(QJsonArray{run.first, run.count, run.step});
    return {{u"line"_s, line.m_line}, {u"next"_s, line.m_next}, {u"runs"_s, runs}};
}

bool readSeatLine(const QJsonValue &json, SeatLine &line)
{
    const int number = json[u"line"].toInt(-1);
    const int next = json[u"next"].toInt(-1);
    if (number < 0 || number > 0xffff || next < 0 || next > 0x10000)
        return false;
    line = SeatLine();
    line.m_line = quint16(number);
    line.m_next = next;
    for (const QJsonValue &each : json[u"runs"].toArray()) {
        const int first = each[0].toInt(-1);
        const int count = each[1].toInt(-1);
        const int step = each[2].toInt(0);
        const int last = first + step * (count - 1);
        if (first < 0 || count < 1 || (step != 1 && step != -1) || last < 0 || first >= next ||
            last >= next || line.m_count + count > mostSeatsInLine)
            return false;
        line.m_runs.append({quint16(first), quint16(count), qint8(step)});
        line.m_count += count;
    }
    const QList<SeatSerial> serials = line.serials();
    return QSet<SeatSerial>(serials.cbegin(), serials.cend()).size() == serials.size();
}

} // namespace foyer
