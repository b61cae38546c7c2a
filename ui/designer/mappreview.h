#pragma once

#include "models/seatmap/seatgeometry.h"

#include <QWidget>

#include <memory>

class QHBoxLayout;

namespace foyer {

class ContentStack;
class ElidedLabel;
class SeatMapView;

/// A map to look at: a title line with buttons, the map, and a side that says more of it; or, in
/// place of both, why there is none. GUI thread.
class MapPreview final : public QWidget
{
    Q_OBJECT

public:
    /// \a mapName for screen readers. Takes over \a side, which has a width of its own.
    MapPreview(const QString &mapName, QWidget *side, QWidget *parent = nullptr);

    [[nodiscard]] ElidedLabel *title() const { return m_title; }
    [[nodiscard]] ElidedLabel *line() const { return m_line; } ///< under the title
    /// Behind those that are there; takes it over.
    void addToTitle(QWidget *button);
    [[nodiscard]] ContentStack *stack() const { return m_stack; }
    /// Every place as if it were free.
    void showMap(const std::shared_ptr<const SeatGeometry> &geometry);

private:
    ElidedLabel *m_title;
    ElidedLabel *m_line;
    QHBoxLayout *m_titleRow;
    SeatMapView *m_map;
    ContentStack *m_stack;
};

} // namespace foyer
