#pragma once

#include "models/domain/id.h"
#include "ui/seatmap/seatmapview.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace foyer {

class Clock;
class HouseConnection;
class MainWindow;
class SaleDesk;
class SellWorkspace;

/// Where a window was left: its workspace, its open event and the seen part of the map.
struct WindowPlace
{
    QString workspace; ///< Workspace::id
    std::optional<EventId> event;
    MapPlace map;

    /// What cannot be read is left out.
    [[nodiscard]] static WindowPlace load(const QString &file);
    void save(const QString &file) const;
};

/// Brings a window back to where it was left, once its person is signed in and its catalogue is
/// there, and keeps the place while it changes. An event that is over stays closed.
///
/// The place is the window's own: two windows on one machine do not share it, so it lies in the
/// window's folder and not with the person's settings. GUI thread.
class PlaceKeeper final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        HouseConnection &connection;
        MainWindow &frame;
        SellWorkspace &selling;
        SaleDesk &desk;
        const Clock &clock;
    };
    /// All parts must outlive the keeper. \a file is made when it is not there.
    PlaceKeeper(const Parts &parts, const QString &file);
    /// Writes what has not been written yet.
    ~PlaceKeeper() override;

private:
    void tryReturn();
    void returnToWorkspace();
    void returnToEvent();
    void noteChange();
    void save();

    Parts m_parts;
    QString m_file;
    WindowPlace m_place;
    QTimer m_soon; ///< many small moves become one write
    bool m_isBackInWorkspace = false;
    bool m_isBackInEvent = false;
};

} // namespace foyer
