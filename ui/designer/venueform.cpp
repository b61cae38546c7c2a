#include "ui/designer/venueform.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>
#include <QTimeZone>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 440;
constexpr int longestName = 200;

void markInvalid(QWidget *field, QLabel *fault, const QString &text)
{
    field->setProperty("foyerInvalid", !text.isEmpty());
    field->style()->unpolish(field);
    field->style()->polish(field);
    fault->setText(text);
    fault->setVisible(!text.isEmpty());
    field->setAccessibleDescription(text);
}

} // namespace

VenueForm::VenueForm(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner)
    , m_title(makeLabel({}, TextRole::Title))
    , m_timeZone(new QComboBox)
    , m_timeZoneFault(makeLabel({}, TextRole::Caption, Tone::Bad))
    , m_save(new Button(ButtonKind::Primary, tr("Save venue")))
{
    auto *form = new QWidget;
    form->setMaximumWidth(formWidth);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, space::xl, 0, space::xl);
    column->setSpacing(space::xs);
    column->addWidget(m_title);
    column->addSpacing(space::m);
    m_name = addField(column, tr("Name"), tr("Grand Hall"));
    m_address = addField(column, tr("Address"), tr("1 Theatre Square"));
    m_city = addField(column, tr("City"), tr("Berlin"));
    column->addWidget(makeLabel(tr("Time zone"), TextRole::Caption, Tone::Muted));
    m_timeZone->setEditable(true);
    m_timeZone->setInsertPolicy(QComboBox::NoInsert);
    m_timeZone->completer()->setFilterMode(Qt::MatchContains);
    m_timeZone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_timeZone->setAccessibleName(tr("Time zone"));
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds()) {
        if (zone.contains('/') && !zone.startsWith("Etc/"))
            m_timeZone->addItem(QString::fromLatin1(zone));
    }
    column->addWidget(m_timeZone);
    m_timeZoneFault->hide();
    column->addWidget(m_timeZoneFault);
    column->addSpacing(space::l);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::s);
    auto *cancel = new Button(ButtonKind::Secondary, tr("Cancel"));
    cancel->setKeyHint(tr("Esc"));
    buttons->addWidget(m_save);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::xl, 0, space::xl, 0);
    row->addWidget(form, 10);
    row->addStretch(1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_banner);
    all->addLayout(row, 1);
    connect(m_save, &QPushButton::clicked, this, &VenueForm::save);
    connect(cancel, &QPushButton::clicked, this, &VenueForm::cancelled);
    for (QLineEdit *edit : {m_name.edit, m_address.edit, m_city.edit})
        connect(edit, &QLineEdit::returnPressed, this, &VenueForm::save);
}

VenueForm::Field VenueForm::addField(QVBoxLayout *column, const QString &name, const QString &hint)
{
    Field field{new QLineEdit, makeLabel({}, TextRole::Caption, Tone::Bad)};
    auto *label = makeLabel(name, TextRole::Caption, Tone::Muted);
    label->setBuddy(field.edit);
    field.edit->setAccessibleName(name);
    field.edit->setPlaceholderText(hint);
    field.edit->setMaxLength(longestName);
    field.fault->hide();
    column->addWidget(label);
    column->addWidget(field.edit);
    column->addWidget(field.fault);
    column->addSpacing(space::s);
    return field;
}

void VenueForm::setVenue(const Venue &venue)
{
    m_venue = venue;
    m_banner->hide();
    m_title->setText(venue.id.isNull() ? tr("New venue") : tr("Change venue"));
    m_name.edit->setText(venue.name);
    m_address.edit->setText(venue.address);
    m_city.edit->setText(venue.city);
    m_timeZone->setCurrentText(venue.timeZone.isEmpty()
                                   ? QString::fromLatin1(QTimeZone::systemTimeZoneId())
                                   : venue.timeZone);
    for (const Field &field : {m_name, m_address, m_city})
        markInvalid(field.edit, field.fault, {});
    markInvalid(m_timeZone, m_timeZoneFault, {});
    m_save->setEnabled(true);
    m_save->setText(tr("Save venue"));
    m_name.edit->setFocus();
}

void VenueForm::save()
{
    Venue venue = m_venue;
    venue.name = m_name.edit->text().trimmed();
    venue.address = m_address.edit->text().trimmed();
    venue.city = m_city.edit->text().trimmed();
    venue.timeZone = m_timeZone->currentText().trimmed();
    const bool zoneExists = QTimeZone(venue.timeZone.toLatin1()).isValid();
    markInvalid(m_name.edit, m_name.fault,
                venue.name.isEmpty() ? tr("A venue needs a name.") : QString());
    markInvalid(m_city.edit, m_city.fault,
                venue.city.isEmpty() ? tr("Say in which city it is.") : QString());
    markInvalid(m_timeZone, m_timeZoneFault,
                zoneExists ? QString()
                           : tr("Choose a time zone of the list, such as "
                                "Europe/Berlin."));
    if (venue.name.isEmpty())
        m_name.edit->setFocus();
    else if (venue.city.isEmpty())
        m_city.edit->setFocus();
    else if (!zoneExists)
        m_timeZone->setFocus();
    else
        Q_EMIT saveWanted(venue);
}

void VenueForm::showSaving()
{
    m_banner->hide();
    m_save->setEnabled(false);
    m_save->setText(tr("Saving"));
}

void VenueForm::showRefusal(const Refusal &refusal)
{
    m_save->setEnabled(true);
    m_save->setText(tr("Save venue"));
    const QString text =
        refusal.code == RefusalCode::VersionConflict
            ? tr("Somebody changed this venue meanwhile. Cancel to see it as it is now; what you "
                 "typed stays here until then.")
            : tr("The venue was not saved: %1").arg(refusal.message);
    m_banner->showMessage(Tone::Bad, text);
}

void VenueForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT cancelled();
    else
        QWidget::keyPressEvent(event);
}

} // namespace foyer
