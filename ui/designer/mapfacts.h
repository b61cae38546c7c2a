#pragma once

#include "models/seatmap/seatgeometry.h"

#include <QWidget>

class QTableWidget;

namespace foyer {

/// How many places a map has, by category and by section. GUI thread.
class MapFacts final : public QWidget
{
    Q_OBJECT

public:
    explicit MapFacts(QWidget *parent = nullptr);
    void setGeometryOfMap(const std::shared_ptr<const SeatGeometry> &geometry);

private:
    QTableWidget *m_categories;
    QTableWidget *m_sections;
};

struct NamedCount
{
    QString name;
    qint32 places = 0;
    std::optional<quint32> color; ///< 0xRRGGBB
    bool operator==(const NamedCount &) const = default;
};

/// Places of each category, seats and general admission, in the map's order; empty ones too.
[[nodiscard]] QList<NamedCount> placesByCategory(const SeatGeometry &geometry);
/// Seats of each section, then the places of each area.
[[nodiscard]] QList<NamedCount> placesBySection(const SeatGeometry &geometry);

/// A table of a name and a figure in the theme's looks, as high as its rows. \a names are the
/// two headers.
[[nodiscard]] QTableWidget *makeCountTable(const QString &name, const QStringList &headers);
void fillCountTable(QTableWidget &table, const QList<NamedCount> &counts);

} // namespace foyer
