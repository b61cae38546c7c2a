#include "models/editing/elementseats.h"

#include <algorithm>
#include <cmath>

namespace foyer {

namespace {

/// The place \a along mm from the start of \a nodes; beyond the last one straight on.
class PolyLineWalk final
{
public:
    explicit PolyLineWalk(const QList<QPointF> &nodes)
        : m_nodes(nodes)
    {}
    /// To be asked with growing \a along.
    QPointF at(double along)
    {
        while (m_piece + 2 < m_nodes.size() && along > m_before + length(m_piece))
            m_before += length(m_piece++);
        const QPointF from = m_nodes.at(m_piece);
        const double all = length(m_piece);
        return all > 0 ? from + (m_nodes.at(m_piece + 1) - from) * ((along - m_before) / all)
                       : from;
    }

private:
    [[nodiscard]] double length(qsizetype piece) const
    {
        const QPointF way = m_nodes.at(piece + 1) - m_nodes.at(piece);
        return std::hypot(way.x(), way.y());
    }

    const QList<QPointF> &m_nodes;
    qsizetype m_piece = 0;
    double m_before = 0; ///< mm of the pieces that were passed
};

QPointF onCurve(double along, double radius)
{
    if (radius == 0)
        return {along, 0};
    const double angle = along / radius;
    return {radius * std::sin(angle), radius * (std::cos(angle) - 1)};
}

QList<QPointF> roundTablePoints(const TableElement &table)
{
    QList<QPointF> points;
    const qint32 count = table.line.count();
    const double radius = table.width / 2.0 + table.gap;
    const double step = (360 - table.openAngle) / std::max(count, 1);
    const double first = table.openFrom + table.openAngle + (table.openAngle > 0 ? step / 2 : 0);
    for (qint32 i = 0; i < count; ++i) {
        const double angle = (first + i * step) * radiansPerDegree;
        points.append({radius * std::sin(angle), -radius * std::cos(angle)});
    }
    return points;
}

QList<QPointF> rectangularTablePoints(const TableElement &table)
{
    const double x = table.width / 2.0 + table.gap;
    const double y = table.height / 2.0 + table.gap;
    const auto along = [](double length, qint32 i, qint32 count) {
        return length * ((i + 0.5) / count - 0.5);
    };
    QList<QPointF> points;
    for (qint32 i = 0; i < table.top; ++i)
        points.append({along(table.width, i, table.top), -y});
    for (qint32 i = 0; i < table.right; ++i)
        points.append({x, along(table.height, i, table.right)});
    for (qint32 i = 0; i < table.bottom; ++i)
        points.append({-along(table.width, i, table.bottom), y});
    for (qint32 i = 0; i < table.left; ++i)
        points.append({-x, -along(table.height, i, table.left)});
    return points;
}

} // namespace

QList<QPointF> rowPoints(const RowElement &row)
{
    const qint32 count = row.line.count();
    if (row.path == RowPath::Free)
        return row.nodes;
    QList<QPointF> points;
    points.reserve(count);
    if (row.path == RowPath::PolyLine && row.nodes.size() > 1) {
        PolyLineWalk walk(row.nodes);
        for (qint32 i = 0; i < count; ++i)
            points.append(walk.at(i * row.pitch));
        return points;
    }
    for (qint32 i = 0; i < count; ++i)
        points.append(onCurve(i * row.pitch, row.radius));
    return points;
}

QList<QPointF> blockPoints(const BlockElement &block, qsizetype line)
{
    const qint32 count = block.lines.at(line).count();
    const double depth = double(line) * block.rowSpacing;
    double first = double(line) * block.skew + (line % 2 == 1 ? block.stagger : 0);
    if (block.alignment != BlockAlignment::Start)
        first -= (count - 1) * block.pitch / (block.alignment == BlockAlignment::End ? 1 : 2);
    QList<QPointF> points;
    points.reserve(count);
    const double radius = block.radius == 0 ? 0 : block.radius + depth;
    const double wider = block.isFanned && radius != 0 ? radius / block.radius : 1;
    const QPointF start(0, depth);
    for (qint32 i = 0; i < count; ++i)
        points.append(start + onCurve((first + i * block.pitch) * wider, radius));
    return points;
}

QList<QPointF> tablePoints(const TableElement &table)
{
    if (!table.freeSeats.isEmpty())
        return table.freeSeats;
    return table.isRound ? roundTablePoints(table) : rectangularTablePoints(table);
}

} // namespace foyer
