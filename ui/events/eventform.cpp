#include "ui/events/eventform.h"

#include "models/tables/eventtablemodel.h"
#include "ui/events/performerpicker.h"
#include "ui/events/pricepanel.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestEventName = 200;
constexpr int descriptionHeight = 72;

QLabel *addFault(QVBoxLayout *column)
{
    QLabel *fault = makeLabel({}, TextRole::Caption, Tone::Bad);
    fault->setWordWrap(true);
    fault->hide();
    column->addWidget(fault);
    return fault;
}

void addField(QVBoxLayout *column, const QString &name, QWidget *field)
{
    auto *label = makeLabel(name, TextRole::Caption, Tone::Muted);
    label->setBuddy(field);
    field->setAccessibleName(name);
    column->addSpacing(space::s);
    column->addWidget(label);
    column->addWidget(field);
}

void markField(QWidget *field, QLabel *fault, const QString &text)
{
    field->setProperty("foyerInvalid", !text.isEmpty());
    field->style()->unpolish(field);
    field->style()->polish(field);
    field->setAccessibleDescription(text);
    fault->setText(text);
    fault->setVisible(!text.isEmpty());
}

/// Wall-clock time of the venue: the editor holds it as UTC, so that the gaps of this machine's
/// own time zone do not move it.
QDateTimeEdit *makeTimeEdit()
{
    auto *edit = new QDateTimeEdit;
    // Figures run to the right in every script; mirrored, the parts would change places.
    edit->setLayoutDirection(Qt::LeftToRight);
    edit->setTimeSpec(Qt::UTC);
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + u"  "_s +
                           shortTimeFormat(QLocale()));
    edit->setMinimumWidth(150);
    return edit;
}

} // namespace

EventForm::EventForm(EventDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_name(new QLineEdit)
    , m_description(new QPlainTextEdit)
    , m_venue(new QComboBox)
    , m_start(makeTimeEdit())
    , m_end(makeTimeEdit())
    , m_zoneHint(makeLabel({}, TextRole::Caption, Tone::Muted))
    , m_performers(new PerformerPicker(desk))
    , m_prices(new PricePanel)
{
    setProperty("foyerClear", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, 0, space::l, space::l);
    column->setSpacing(space::xs);
    m_name->setMaxLength(longestEventName);
    m_name->setPlaceholderText(tr("La Traviata"));
    m_description->setFixedHeight(descriptionHeight);
    m_description->setTabChangesFocus(true);
    addField(column, tr("Name"), m_name);
    m_nameFault = addFault(column);
    addField(column, tr("Venue"), m_venue);
    m_venueFault = addFault(column);
    auto *times = new QHBoxLayout;
    times->setSpacing(space::m);
    for (const auto &[name, edit] :
         {std::pair(tr("Starts"), m_start), std::pair(tr("Ends"), m_end)}) {
        auto *part = new QVBoxLayout;
        part->setSpacing(space::xs);
        addField(part, name, edit);
        times->addLayout(part, 1);
    }
    column->addLayout(times);
    column->addWidget(m_zoneHint);
    m_timeFault = addFault(column);
    addField(column, tr("Performers"), m_performers);
    addField(column, tr("Prices"), m_prices);
    m_priceFault = addFault(column);
    addField(column, tr("Description"), m_description);
    column->addStretch(1);
    connect(m_name, &QLineEdit::textEdited, this, &EventForm::touch);
    connect(m_description, &QPlainTextEdit::textChanged, this, &EventForm::touch);
    connect(m_start, &QDateTimeEdit::dateTimeChanged, this, &EventForm::touch);
    connect(m_end, &QDateTimeEdit::dateTimeChanged, this, &EventForm::touch);
    connect(m_performers, &PerformerPicker::edited, this, &EventForm::touch);
    connect(m_prices, &PricePanel::edited, this, &EventForm::touch);
    connect(m_venue, &QComboBox::activated, this, [this] {
        takeVenue();
        touch();
    });
}

void EventForm::touch()
{
    if (m_isFilling)
        return;
    m_isEdited = true;
    Q_EMIT edited();
}

void EventForm::setEvent(const Event &event)
{
    m_isFilling = true;
    m_event = event;
    m_name->setText(event.name);
    m_name->setCursorPosition(0);
    m_description->setPlainText(event.description);
    fillVenues();
    showTime(*m_start, event.startDate);
    showTime(*m_end, event.endDate);
    m_performers->setPerformers(event.performers);
    m_map = {};
    takeVenue();
    markField(m_name, m_nameFault, {});
    markField(m_venue, m_venueFault, {});
    markField(m_end, m_timeFault, {});
    markField(m_prices, m_priceFault, {});
    m_isFilling = false;
    m_isEdited = false;
}

void EventForm::rebase(const Event &theirs)
{
    m_event.version = theirs.version;
    m_event.status = theirs.status;
}

void EventForm::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    m_name->setReadOnly(readOnly);
    m_description->setReadOnly(readOnly);
    m_venue->setEnabled(!readOnly);
    m_start->setEnabled(!readOnly);
    m_end->setEnabled(!readOnly);
    m_performers->setReadOnly(readOnly);
    m_prices->setReadOnly(readOnly);
}

void EventForm::fillVenues()
{
    m_venue->clear();
    m_venue->addItem(tr("Choose a venue"));
    const QList<Venue> venues = m_desk.venues();
    for (const Venue &venue : venues) {
        const bool isChosen = venue.id == m_event.venue;
        if (venue.seatMap.isNull() && !isChosen)
            continue; // nothing could be sold there
        m_venue->addItem(venue.city.isEmpty() ? venue.name : venue.name + u", "_s + venue.city,
                         QVariant::fromValue(venue.id));
        if (isChosen)
            m_venue->setCurrentIndex(m_venue->count() - 1);
    }
}

std::optional<Venue> EventForm::chosenVenue() const
{
    const QVariant id = m_venue->currentData();
    if (!id.isValid())
        return std::nullopt;
    const QList<Venue> venues = m_desk.venues();
    const auto found = std::ranges::find(venues, id.value<VenueId>(), &Venue::id);
    return found == venues.cend() ? std::nullopt : std::optional(*found);
}

qint32 EventForm::capacity() const
{
    const std::optional<Venue> venue = chosenVenue();
    return venue ? venue->capacity : 0;
}

QTimeZone EventForm::zone() const
{
    const std::optional<Venue> venue = chosenVenue();
    const QTimeZone zone(venue ? venue->timeZone.toLatin1() : QByteArray());
    return zone.isValid() ? zone : QTimeZone::systemTimeZone();
}

Instant EventForm::instantOf(const QDateTimeEdit &edit) const
{
    return Instant::fromMs(QDateTime(edit.date(), edit.time(), zone()).toMSecsSinceEpoch());
}

void EventForm::showTime(QDateTimeEdit &edit, Instant at)
{
    const QDateTime local = at.toDateTime().toTimeZone(zone());
    edit.setDateTime(QDateTime(local.date(), local.time(), Qt::UTC));
}

void EventForm::takeVenue()
{
    const std::optional<Venue> venue = chosenVenue();
    m_zoneHint->setText(tr("Local time of the venue, %1").arg(QString::fromLatin1(zone().id())));
    m_zoneHint->setVisible(venue.has_value());
    if (!venue) {
        m_map = {};
        m_prices->showInstead(tr("Choose a venue first. Its price categories appear here."));
        return;
    }
    // An event stays on the map it was made for; only another venue brings another map.
    const bool isSameVenue = venue->id == m_event.venue && !m_event.seatMap.isNull();
    const SeatMapId map = isSameVenue ? m_event.seatMap : venue->seatMap;
    if (map == m_map)
        return;
    m_map = map;
    loadCategories();
}

void EventForm::loadCategories()
{
    m_prices->showInstead(tr("Loading the price categories"));
    const PriceList list =
        m_event.prices.ticketTypes.isEmpty()
            ? PriceList{Currency::of("EUR"), {{TicketTypeId(QUuid::createUuid()), tr("Adult")}}, {}}
            : m_event.prices;
    m_desk.loadCategories(
        m_map, [guard = QPointer(this), map = m_map, list](const Result<QList<Category>> &answer) {
            if (!guard || guard->m_map != map)
                return;
            if (!answer) {
                guard->m_map = {};
                guard->m_prices->showInstead(
                    tr("The price categories could not be loaded: %1 Choose the venue again.")
                        .arg(answer.error().message));
                return;
            }
            guard->m_prices->setContent(*answer, list);
            guard->m_prices->setReadOnly(guard->m_isReadOnly);
        });
}

Event EventForm::entered() const
{
    Event event = m_event;
    event.name = m_name->text().trimmed();
    event.description = m_description->toPlainText().trimmed();
    const std::optional<Venue> venue = chosenVenue();
    event.venue = venue ? venue->id : VenueId();
    event.seatMap = m_map;
    event.startDate = instantOf(*m_start);
    event.endDate = instantOf(*m_end);
    event.performers = m_performers->performers();
    if (!m_prices->priceList().ticketTypes.isEmpty())
        event.prices = m_prices->priceList();
    return event;
}

bool EventForm::check(bool forPublishing)
{
    const Event event = entered();
    const bool hasPrices = !event.prices.prices.isEmpty();
    markField(m_name, m_nameFault, event.name.isEmpty() ? tr("An event needs a name.") : QString());
    markField(m_venue, m_venueFault,
              event.venue.isNull() ? tr("Choose where it takes place.") : QString());
    markField(m_end, m_timeFault,
              event.endDate <= event.startDate ? tr("It must end after it starts.") : QString());
    markField(m_prices, m_priceFault,
              forPublishing && !hasPrices ? tr("Enter at least one price before you publish.")
                                          : QString());
    if (event.name.isEmpty())
        m_name->setFocus();
    else if (event.venue.isNull())
        m_venue->setFocus();
    else if (event.endDate <= event.startDate)
        m_end->setFocus();
    else
        return !forPublishing || hasPrices;
    return false;
}

} // namespace foyer
