#include "ui/selling/saletexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text, int n = -1)
{
    return QCoreApplication::translate("SaleTexts", text, nullptr, n);
}

QString lookText(const SeatFacts &facts, Tick now)
{
    switch (facts.look) {
    case SeatLook::Available:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "Free"));
    case SeatLook::Mine:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "In your cart"));
    case SeatLook::Sold:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "Sold"));
    case SeatLook::Blocked:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "Not for sale"));
    case SeatLook::Held:
        break;
    }
    const QString holder = facts.holder.isEmpty()
                               ? words(QT_TRANSLATE_NOOP("SaleTexts", "another window"))
                               : facts.holder;
    if (!facts.heldUntil)
        return words(QT_TRANSLATE_NOOP("SaleTexts", "Held by %1")).arg(holder);
    return words(QT_TRANSLATE_NOOP("SaleTexts", "Held by %1, %2 left"))
        .arg(holder, countdownText(*facts.heldUntil - now));
}

QString attributeText(const SeatFacts &facts)
{
    QStringList parts;
    if (facts.kind == SeatKind::Wheelchair)
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "Wheelchair place")));
    if (facts.kind == SeatKind::Companion)
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "Companion seat")));
    if (facts.attributes.testFlag(SeatAttribute::RestrictedView))
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "Restricted view")));
    if (facts.attributes.testFlag(SeatAttribute::Aisle))
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "Aisle")));
    if (facts.attributes.testFlag(SeatAttribute::HearingLoop))
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "Hearing loop")));
    return parts.join(u" · "_s);
}

} // namespace

QDateTime localStart(const EventCard &card)
{
    const QTimeZone zone(card.timeZone.toLatin1());
    return card.startDate.toDateTime().toTimeZone(zone.isValid() ? zone
                                                                 : QTimeZone::systemTimeZone());
}

QString dayName(QDate day, QDate today)
{
    if (day == today)
        return words(QT_TRANSLATE_NOOP("SaleTexts", "Today"));
    if (day == today.addDays(1))
        return words(QT_TRANSLATE_NOOP("SaleTexts", "Tomorrow"));
    const QString format = day.year() == today.year()
                               ? words(QT_TRANSLATE_NOOP("SaleTexts", "dddd d MMMM"))
                               : words(QT_TRANSLATE_NOOP("SaleTexts", "dddd d MMMM yyyy"));
    return QLocale().toString(day, format);
}

QString shortStart(const EventCard &card)
{
    const QDateTime start = localStart(card);
    return QLocale().toString(start.date(),
                              words(QT_TRANSLATE_NOOP("SaleTexts", "ddd d MMM yyyy"))) +
           u", "_s + timeText(start.time());
}

QString seatName(const SeatLabel &label)
{
    QStringList parts;
    if (!label.section.isEmpty())
        parts.append(label.section);
    if (!label.row.isEmpty())
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "row %1")).arg(label.row));
    if (!label.number.isEmpty())
        parts.append(words(QT_TRANSLATE_NOOP("SaleTexts", "seat %1")).arg(label.number));
    return parts.join(u", "_s);
}

QString shortSeatName(const SeatLabel &label)
{
    QStringList parts{label.section, label.row, label.number};
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString seatsText(const QList<SeatLabel> &labels)
{
    QStringList groups;
    SeatLabel open;
    QStringList runs;
    int first = 0;
    int last = 0;
    const auto closeRun = [&] {
        if (last > first)
            runs.last() += u'-' + QString::number(last);
    };
    const auto closeGroup = [&] {
        closeRun();
        if (!runs.isEmpty())
            groups.append(shortSeatName({{}, open.section, open.row, runs.join(u", "_s)}));
        runs.clear();
    };
    for (const SeatLabel &label : labels) {
        bool isNumber = false;
        const int number = label.number.toInt(&isNumber);
        const bool isSameRow = label.section == open.section && label.row == open.row;
        if (!runs.isEmpty() && isSameRow && isNumber && number == last + 1) {
            last = number;
            continue;
        }
        if (isSameRow)
            closeRun();
        else
            closeGroup();
        open = label;
        runs.append(label.number);
        first = last = isNumber ? number : 0;
    }
    closeGroup();
    return groups.join(u", "_s);
}

QString timeText(QTime time)
{
    // The C locale's short format has seconds; nobody sells by the second.
    const bool isPlain = QLocale().language() == QLocale::C;
    return isPlain ? time.toString(u"HH:mm"_s) : QLocale().toString(time, QLocale::ShortFormat);
}

QString countdownText(Milliseconds left)
{
    const qint64 seconds = qMax<qint64>(0, (left.count() + 999) / 1000);
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
}

QString seatCard(const SeatFacts &facts, Tick now)
{
    QStringList lines{seatName(facts.label), lookText(facts, now)};
    if (const QString attributes = attributeText(facts); !attributes.isEmpty())
        lines.append(attributes);
    if (facts.look == SeatLook::Available || facts.look == SeatLook::Mine) {
        lines.append(facts.categoryName);
        for (const auto &[type, price] : facts.prices)
            lines.append(u"%1  %2"_s.arg(type, price.toText(QLocale())));
    }
    return lines.join(u'\n');
}

QString refusalText(const Refusal &refusal)
{
    switch (refusal.code) {
    case RefusalCode::TicketsTaken:
        return words(
            QT_TRANSLATE_NOOP("SaleTexts", "These seats were just taken by another window."));
    case RefusalCode::HoldEnded:
    case RefusalCode::HoldUnknown:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "The hold has ended. Pick the seats again."));
    case RefusalCode::HoldNotYours:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "These seats are held by another window now."));
    case RefusalCode::HoldLimit:
        return words(QT_TRANSLATE_NOOP("SaleTexts",
                                       "No more can be held here. Sell or release some first."));
    case RefusalCode::NotOnSale:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "This event is not on sale."));
    case RefusalCode::PriceChanged:
        return words(QT_TRANSLATE_NOOP(
            "SaleTexts", "The price has changed. Tell the buyer the new total, then sell again."));
    case RefusalCode::PaymentShort:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "That is less than the total."));
    case RefusalCode::NotSignedIn:
        return words(QT_TRANSLATE_NOOP(
            "SaleTexts",
            "You are signed out. Sign in again; the cart is kept until its time is up."));
    case RefusalCode::NotAllowed:
        return words(
            QT_TRANSLATE_NOOP("SaleTexts", "Your role may not do this. Ask a supervisor."));
    case RefusalCode::Overloaded:
    case RefusalCode::RateLimited:
        return words(QT_TRANSLATE_NOOP("SaleTexts", "The booking server is busy. Trying again."));
    case RefusalCode::ReadOnly:
        return words(QT_TRANSLATE_NOOP(
            "SaleTexts",
            "The booking server cannot write. Nothing was sold. Call whoever looks after it."));
    default:
        break;
    }
    return refusal.message;
}

} // namespace foyer
