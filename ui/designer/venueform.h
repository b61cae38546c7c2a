#pragma once

#include "models/domain/refusal.h"
#include "models/domain/venue.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace foyer {

class Banner;
class Button;

/// The fields of a venue, with every fault in words under its field. GUI thread.
class VenueForm final : public QWidget
{
    Q_OBJECT

public:
    explicit VenueForm(QWidget *parent = nullptr);

    /// A venue with a null id is a new one.
    void setVenue(const Venue &venue);
    void showSaving();
    void showRefusal(const Refusal &refusal);

Q_SIGNALS:
    void saveWanted(const foyer::Venue &venue);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Field
    {
        QLineEdit *edit;
        QLabel *fault;
    };
    [[nodiscard]] Field addField(QVBoxLayout *column, const QString &name, const QString &hint);
    void save();

    Venue m_venue;
    Banner *m_banner;
    QLabel *m_title;
    Field m_name;
    Field m_address;
    Field m_city;
    QComboBox *m_timeZone;
    QLabel *m_timeZoneFault;
    Button *m_save;
};

} // namespace foyer
