#pragma once

#include "ui/events/eventdesk.h"

#include <QTimeZone>
#include <QWidget>

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace foyer {

class PerformerPicker;
class PricePanel;

/// The fields of an event, with every fault in words under its field. GUI thread.
class EventForm final : public QWidget
{
    Q_OBJECT

public:
    /// \a desk must outlive it.
    explicit EventForm(EventDesk &desk, QWidget *parent = nullptr);

    void setEvent(const Event &event);
    /// The fields stay; what is typed becomes a change of \a theirs.
    void rebase(const Event &theirs);
    void setReadOnly(bool readOnly);
    /// What the fields say; everything else as it was set.
    [[nodiscard]] Event entered() const;
    [[nodiscard]] bool isEdited() const { return m_isEdited; }
    void setEdited(bool edited) { m_isEdited = edited; }
    /// Marks what is wrong and goes to the first of it. \return whether all is well.
    [[nodiscard]] bool check(bool forPublishing);
    [[nodiscard]] PricePanel *prices() const { return m_prices; }
    [[nodiscard]] qint32 capacity() const; ///< of the chosen venue

Q_SIGNALS:
    void edited();

private:
    void fillVenues();
    void takeVenue();
    void loadCategories();
    void touch();
    [[nodiscard]] std::optional<Venue> chosenVenue() const;
    [[nodiscard]] QTimeZone zone() const;
    [[nodiscard]] Instant instantOf(const QDateTimeEdit &edit) const;
    void showTime(QDateTimeEdit &edit, Instant at);

    EventDesk &m_desk;
    Event m_event;
    SeatMapId m_map; ///< whose categories the prices show
    bool m_isEdited = false;
    bool m_isFilling = false;
    bool m_isReadOnly = false;

    QLineEdit *m_name;
    QPlainTextEdit *m_description;
    QComboBox *m_venue;
    QDateTimeEdit *m_start;
    QDateTimeEdit *m_end;
    QLabel *m_zoneHint;
    PerformerPicker *m_performers;
    PricePanel *m_prices;
    QLabel *m_nameFault;
    QLabel *m_venueFault;
    QLabel *m_timeFault;
    QLabel *m_priceFault;
};

} // namespace foyer
