#include "ui/designer/venuedetails.h"

#include "ui/designer/mapfacts.h"
#include "ui/designer/mappreview.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/margins.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"

#include <QListWidget>
#include <QLocale>
#include <QPointer>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideWidth = 272;
constexpr int versionListHeight = 152;

} // namespace

VenueDetails::VenueDetails(VenueDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_import(new Button(ButtonKind::Primary, tr("Import seating plan")))
    , m_edit(new IconButton(u"document-edit"_s, tr("Change name, place and time zone")))
    , m_export(new IconButton(u"document-export"_s, tr("Save this version as Foyer JSON")))
    , m_versionList(new QListWidget)
    , m_facts(new MapFacts)
    , m_preview(new MapPreview(tr("Seat map"), makeSide()))
    , m_stack(m_preview->stack())
{
    for (QWidget *button : {static_cast<QWidget *>(m_edit), static_cast<QWidget *>(m_export),
                            static_cast<QWidget *>(m_import)})
        m_preview->addToTitle(button);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_preview);
    connect(m_import, &QPushButton::clicked, this, &VenueDetails::importWanted);
    connect(m_edit, &QToolButton::clicked, this, &VenueDetails::editWanted);
    connect(m_stack->state(), &StatePane::actionTriggered, this, [this] {
        if (m_versions.isEmpty())
            Q_EMIT importWanted();
        else
            loadVersion(m_versionList->currentRow());
    });
    connect(m_export, &QToolButton::clicked, this,
            [this] { Q_EMIT exportWanted(u"%1.json"_s.arg(m_venue.name)); });
    connect(m_versionList, &QListWidget::currentRowChanged, this, &VenueDetails::loadVersion);
    const auto takeMay = [this] {
        for (QWidget *button : {static_cast<QWidget *>(m_import), static_cast<QWidget *>(m_edit)})
            button->setEnabled(m_desk.mayEdit());
        m_import->setToolTip(m_desk.mayEdit() ? QString()
                                              : tr("Needs an organizer and a live connection"));
    };
    connect(&m_desk, &VenueDesk::mayEditChanged, this, takeMay);
    takeMay();
}

QWidget *VenueDetails::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    side->setProperty("foyerSurface", true);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(readingMargins(space::l, space::m, space::s, space::m));
    column->setSpacing(space::xs);
    column->addWidget(new SectionHeader(tr("Versions")));
    m_versionList->setAccessibleName(tr("Published versions"));
    m_versionList->setProperty("foyerFlat", true);
    m_versionList->setWordWrap(true);
    m_versionList->setMaximumHeight(versionListHeight);
    column->addWidget(m_versionList);
    column->addWidget(new Divider);
    column->addWidget(m_facts, 1);
    return side;
}

void VenueDetails::setVenue(const Venue &venue)
{
    const bool isSame = venue.id == m_venue.id && venue.seatMap == m_venue.seatMap;
    m_venue = venue;
    m_preview->title()->setText(venue.name);
    QStringList facts;
    for (const QString &fact : {venue.address, venue.city, venue.timeZone}) {
        if (!fact.isEmpty())
            facts.append(fact);
    }
    if (venue.capacity > 0)
        facts.append(tr("%Ln place(s)", nullptr, venue.capacity));
    m_preview->line()->setText(facts.join(u"  \u00B7  "_s));
    if (!isSame || m_versions != m_desk.versions(venue.id))
        fillVersions();
}

void VenueDetails::fillVersions()
{
    m_versions = m_desk.versions(m_venue.id);
    const QSignalBlocker quiet(m_versionList);
    m_versionList->clear();
    const QLocale locale;
    for (const SeatMapSummary &version : std::as_const(m_versions)) {
        const QDate day = version.publishedAt.toDateTime().toLocalTime().date();
        QString text =
            tr("Version %1, %Ln place(s)", nullptr, version.capacity).arg(version.number);
        text += u'\n' + locale.toString(day, tr("d MMM yyyy"));
        if (!version.note.isEmpty())
            text += u"  \u00B7  "_s + version.note;
        m_versionList->addItem(text);
    }
    m_export->setEnabled(!m_versions.isEmpty());
    if (m_versions.isEmpty()) {
        m_geometry.reset();
        m_wanted = {};
        m_stack->showState()->showEmpty(
            u"view-grid"_s, tr("No seat map yet"),
            tr("Import a seating plan in the pretix or Foyer format, look at it, then publish it. "
               "Events can be sold on it from then on."),
            m_desk.mayEdit() ? tr("Import seating plan") : QString());
        return;
    }
    m_versionList->setCurrentRow(0);
    loadVersion(0);
}

void VenueDetails::loadVersion(int row)
{
    if (row < 0 || row >= m_versions.size())
        return;
    const SeatMapSummary summary = m_versions.at(row);
    m_wanted = summary.id;
    if (!m_geometry)
        m_stack->showState()->showLoading();
    m_desk.loadMap(summary.id, [guard = QPointer(this), summary](
                                   const Result<std::shared_ptr<const SeatGeometry>> &answer) {
        if (guard && guard->m_wanted == summary.id)
            guard->showMap(summary, answer);
    });
}

void VenueDetails::showMap(const SeatMapSummary &summary,
                           const Result<std::shared_ptr<const SeatGeometry>> &answer)
{
    if (!answer) {
        m_geometry.reset();
        m_stack->showState()->showError(tr("Version %1 could not be loaded").arg(summary.number),
                                        answer.error().message, tr("Try again"));
        return;
    }
    m_geometry = *answer;
    m_preview->showMap(m_geometry);
    m_facts->setGeometryOfMap(m_geometry);
    m_stack->showContent();
    Q_EMIT mapShown();
}

} // namespace foyer
