#include "ui/designer/venuesworkspace.h"

#include "models/seatmap/seatmapformat.h"
#include "ui/designer/importpanel.h"
#include "ui/designer/mapexport.h"
#include "ui/designer/venuedelegate.h"
#include "ui/designer/venuedetails.h"
#include "ui/designer/venueform.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QFileDialog>
#include <QListView>
#include <QPointer>
#include <QSaveFile>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int listWidth = 280;

}

VenuesWorkspace::VenuesWorkspace(VenueDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_search(new SearchField(tr("Search venues")))
    , m_list(new QListView)
    , m_new(new Button(ButtonKind::Quiet, tr("New venue")))
    , m_pages(new QStackedWidget)
    , m_nothing(new StatePane)
    , m_details(new VenueDetails(desk))
    , m_form(new VenueForm)
    , m_import(new ImportPanel)
{
    setProperty("foyerSurface", true);
    setAttribute(Qt::WA_StyledBackground);
    for (QWidget *page : {static_cast<QWidget *>(m_nothing), static_cast<QWidget *>(m_details),
                          static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_import)})
        m_pages->addWidget(page);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeList());
    row->addWidget(new Divider(Qt::Vertical));
    row->addWidget(m_pages, 1);
    connectParts();
    fill();
}

QWidget *VenuesWorkspace::makeList()
{
    auto *panel = new QWidget;
    panel->setFixedWidth(listWidth);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new VenueDelegate(m_list));
    m_list->setAccessibleName(tr("Venues"));
    m_list->setProperty("foyerFlat", true);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_listStack = new ContentStack(m_list);
    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(makeLabel(tr("Venues"), TextRole::Title));
    titleRow->addStretch(1);
    titleRow->addWidget(m_new);
    m_new->setIconName(u"list-add"_s);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(space::l, space::m, space::l, space::s);
    head->setSpacing(space::s);
    head->addLayout(titleRow);
    head->addWidget(m_search);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, space::s);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_listStack, 1);
    return panel;
}

void VenuesWorkspace::connectParts()
{
    connect(&m_desk, &VenueDesk::venuesChanged, this, &VenuesWorkspace::fill);
    connect(&m_desk, &VenueDesk::mayEditChanged, this,
            [this] { m_new->setEnabled(m_desk.mayEdit()); });
    m_new->setEnabled(m_desk.mayEdit());
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        const std::optional<Venue> chosen = chosenVenue();
        m_model.setSearch(text);
        showListState();
        const int row = chosen ? m_model.rowOf(chosen->id) : -1;
        m_list->setCurrentIndex(m_model.index(qMax(row, 0)));
    });
    connect(m_search, &SearchField::stepped, this, [this](int by) {
        const int row = qBound(0, m_list->currentIndex().row() + by, m_model.rowCount() - 1);
        m_list->setCurrentIndex(m_model.index(row));
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &VenuesWorkspace::showChosen);
    connect(m_new, &QPushButton::clicked, this, &VenuesWorkspace::startNewVenue);
    connect(m_nothing, &StatePane::actionTriggered, this, &VenuesWorkspace::startNewVenue);
    connect(m_details, &VenueDetails::importWanted, this, &VenuesWorkspace::askForFile);
    connect(m_details, &VenueDetails::exportWanted, this, &VenuesWorkspace::askWhereToExport);
    connect(m_details, &VenueDetails::editWanted, this, [this] {
        m_form->setVenue(m_details->venue());
        m_pages->setCurrentWidget(m_form);
    });
    connect(m_form, &VenueForm::saveWanted, this, &VenuesWorkspace::save);
    connect(m_form, &VenueForm::cancelled, this, &VenuesWorkspace::showChosen);
    connect(m_import, &ImportPanel::publishWanted, this, &VenuesWorkspace::publish);
    connect(m_import, &ImportPanel::anotherFileWanted, this, &VenuesWorkspace::askForFile);
    connect(m_import, &ImportPanel::cancelled, this, &VenuesWorkspace::showChosen);
}

std::optional<Venue> VenuesWorkspace::chosenVenue() const
{
    return m_model.venueAt(m_list->currentIndex().row());
}

void VenuesWorkspace::chooseVenue(const VenueId &id)
{
    const int row = m_model.rowOf(id);
    if (row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
}

void VenuesWorkspace::fill()
{
    const std::optional<Venue> chosen = chosenVenue();
    // While a form or a plan is open the list is refreshed around it, nothing else.
    QWidget *page = m_pages->currentWidget();
    const bool isBusy = page == m_form || page == m_import;
    {
        const QSignalBlocker quiet(m_list->selectionModel());
        m_model.setVenues(m_desk.venues());
        int row = chosen ? m_model.rowOf(chosen->id) : -1;
        if (!m_awaited.isNull() && m_model.rowOf(m_awaited) >= 0) {
            row = m_model.rowOf(m_awaited);
            m_awaited = {};
        }
        m_list->setCurrentIndex(m_model.index(qMax(row, 0)));
    }
    showListState();
    if (!isBusy)
        showChosen();
}

void VenuesWorkspace::showListState()
{
    if (m_model.rowCount() > 0)
        m_listStack->showContent();
    else if (m_model.totalCount() > 0)
        m_listStack->showState()->showEmpty(u"search"_s, tr("No venue found"),
                                            tr("Try fewer letters, or the name of the city."));
    else
        m_listStack->showState()->showEmpty(u"view-list-details"_s, tr("No venues yet"), {});
}

void VenuesWorkspace::showChosen()
{
    const std::optional<Venue> venue = chosenVenue();
    if (!venue) {
        m_nothing->showEmpty(
            u"view-grid"_s,
            m_model.totalCount() == 0 ? tr("Where do your events take place")
                                      : tr("Choose a venue"),
            m_model.totalCount() == 0 ? tr("Enter the first venue, then import its seating plan.")
                                      : tr("Its seat map and versions appear here."),
            m_desk.mayEdit() && m_model.totalCount() == 0 ? tr("New venue") : QString());
        m_pages->setCurrentWidget(m_nothing);
        return;
    }
    m_details->setVenue(*venue);
    m_pages->setCurrentWidget(m_details);
}

void VenuesWorkspace::startNewVenue()
{
    Venue venue;
    if (const QList<Venue> known = m_desk.venues(); !known.isEmpty())
        venue.timeZone = known.first().timeZone;
    m_form->setVenue(venue);
    m_pages->setCurrentWidget(m_form);
}

void VenuesWorkspace::askForFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import seating plan"), {},
                                                      tr("Seating plans (*.json);;All files (*)"));
    if (!path.isEmpty())
        importFile(path);
}

void VenuesWorkspace::importFile(const QString &path)
{
    const std::optional<Venue> venue = chosenVenue();
    if (!venue)
        return;
    const QList<SeatMapSummary> versions = m_desk.versions(venue->id);
    const qint32 newest = versions.isEmpty() ? 0 : versions.first().number;
    m_pages->setCurrentWidget(m_import);
    m_import->importFile(path, venue->name, newest + 1);
}

QString VenuesWorkspace::exportShownMap(const QString &path) const
{
    const std::shared_ptr<const SeatGeometry> geometry = m_details->shownMap();
    if (!geometry)
        return tr("There is no map to save.");
    const QByteArray json = seatMapToJson(seatMapOf(*geometry, m_details->venue().name));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return tr("%1 could not be written: %2. Choose another folder.")
            .arg(path, file.errorString());
    return {};
}

void VenuesWorkspace::askWhereToExport(const QString &fileName)
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save as Foyer JSON"), fileName,
                                                      tr("Foyer seat maps (*.json)"));
    if (path.isEmpty())
        return;
    const QString fault = exportShownMap(path);
    Toast::say(this, fault.isEmpty() ? tr("Saved as %1").arg(path) : fault);
}

void VenuesWorkspace::save(const Venue &venue)
{
    m_form->showSaving();
    m_desk.save(venue, [guard = QPointer(this), name = venue.name](const Result<VenueId> &answer) {
        if (!guard)
            return;
        if (!answer) {
            guard->m_form->showRefusal(answer.error());
            return;
        }
        guard->m_awaited = *answer;
        guard->m_search->clear();
        guard->m_pages->setCurrentWidget(guard->m_details);
        guard->fill();
        Toast::say(guard, tr("%1 saved").arg(name));
        Q_EMIT guard->venueSaved(*answer);
    });
}

void VenuesWorkspace::publish(const SeatMap &map, const QString &note)
{
    const std::optional<Venue> venue = chosenVenue();
    if (!venue)
        return;
    m_import->showPublishing();
    m_desk.publish(venue->id, map, note, [guard = QPointer(this)](const Result<qint32> &answer) {
        if (!guard)
            return;
        if (!answer) {
            guard->m_import->showRefusal(answer.error());
            return;
        }
        guard->m_pages->setCurrentWidget(guard->m_details);
        guard->fill();
        Toast::say(guard, tr("Published as version %1").arg(*answer));
        Q_EMIT guard->published(*answer);
    });
}

} // namespace foyer
