#pragma once

#include "ui/designer/venuedesk.h"

#include <QWidget>

class QListWidget;

namespace foyer {

class Button;
class ContentStack;
class IconButton;
class MapFacts;
class MapPreview;

/// One venue: its map in the chosen version, what is in it, and the versions. GUI thread.
class VenueDetails final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit VenueDetails(VenueDesk &desk, QWidget *parent = nullptr);

    void setVenue(const Venue &venue);
    [[nodiscard]] const Venue &venue() const { return m_venue; }
    /// The drawing on screen; null while it is loading or there is none.
    [[nodiscard]] std::shared_ptr<const SeatGeometry> shownMap() const { return m_geometry; }

Q_SIGNALS:
    void importWanted();
    void editWanted();
    void exportWanted(const QString &fileName);
    void mapShown();

private:
    [[nodiscard]] QWidget *makeSide();
    void fillVersions();
    void loadVersion(int row);
    void showMap(const SeatMapSummary &summary,
                 const Result<std::shared_ptr<const SeatGeometry>> &answer);

    VenueDesk &m_desk;
    Venue m_venue;
    QList<SeatMapSummary> m_versions;
    SeatMapId m_wanted; ///< the version asked for last
    std::shared_ptr<const SeatGeometry> m_geometry;

    Button *m_import;
    IconButton *m_edit;
    IconButton *m_export;
    QListWidget *m_versionList;
    MapFacts *m_facts;
    MapPreview *m_preview;
    ContentStack *m_stack; ///< the preview's
};

} // namespace foyer
