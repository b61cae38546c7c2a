#pragma once

#include "models/tables/venuelistmodel.h"
#include "ui/designer/venuedesk.h"

#include <QWidget>

class QListView;
class QStackedWidget;

namespace foyer {

class Button;
class ContentStack;
class ImportPanel;
class SearchField;
class StatePane;
class VenueDetails;
class VenueForm;

/// The organizer's venues: a list, one venue's map and versions, new venues, imported plans.
/// GUI thread.
class VenuesWorkspace final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit VenuesWorkspace(VenueDesk &desk, QWidget *parent = nullptr);

    void chooseVenue(const VenueId &id);
    [[nodiscard]] std::optional<Venue> chosenVenue() const;
    void startNewVenue();
    /// Reads a seating plan for the chosen venue and shows it with its report; as "Import
    /// seating plan" does after the file has been chosen. Nothing without a chosen venue.
    void importFile(const QString &path);
    /// Writes the version on screen as Foyer JSON. \return empty, or what went wrong.
    [[nodiscard]] QString exportShownMap(const QString &path) const;

    [[nodiscard]] VenueDetails *details() const { return m_details; }
    [[nodiscard]] VenueForm *form() const { return m_form; }
    [[nodiscard]] ImportPanel *importPanel() const { return m_import; }

Q_SIGNALS:
    void published(qint32 version);
    void venueSaved(const foyer::VenueId &id);

private:
    [[nodiscard]] QWidget *makeList();
    void connectParts();
    void fill();
    void showChosen();
    void showListState();
    void askForFile();
    void askWhereToExport(const QString &fileName);
    void save(const Venue &venue);
    void publish(const SeatMap &map, const QString &note);

    VenueDesk &m_desk;
    VenueListModel m_model;
    VenueId m_awaited; ///< saved, not in the list yet
    SearchField *m_search;
    QListView *m_list;
    ContentStack *m_listStack;
    Button *m_new;
    QStackedWidget *m_pages;
    StatePane *m_nothing;
    VenueDetails *m_details;
    VenueForm *m_form;
    ImportPanel *m_import;
};

} // namespace foyer
