#include "models/domain/booking.h"

#include <QtEndian>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *bookingStatusNames[] = {"pending", "confirmed", "cancelled"};
constexpr QStringView alphabet = u"123456789ABCDEFGHJKMNPQRSTVWXYZ"; // no 0, O, I, L, U
constexpr int payloadLength = 7;
constexpr int checkModulus =
    31; // the alphabet's size, and prime: finds every wrong letter and every swap of neighbours

int checkValue(QStringView payload)
{
    int sum = 0;
    for (const QChar letter : payload)
        sum = (sum * 2 + int(alphabet.indexOf(letter))) % checkModulus;
    return sum;
}

} // namespace

QString bookingStatusName(BookingStatus status)
{
    return QString::fromLatin1(bookingStatusNames[int(status)]);
}

std::optional<BookingStatus> bookingStatusFromName(QStringView name)
{
    for (int i = 0; i < 3; ++i) {
        if (name == QLatin1StringView(bookingStatusNames[i]))
            return BookingStatus(i);
    }
    return std::nullopt;
}

QString bookingReferenceFor(const BookingId &id)
{
    const QByteArray bytes = id.toBytes();
    quint64 bits = qFromBigEndian<quint64>(bytes.constData() + 8);
    QString reference;
    for (int i = 0; i < payloadLength; ++i) {
        reference += alphabet.at(qsizetype(bits % checkModulus));
        bits /= checkModulus;
    }
    return reference + alphabet.at(checkValue(reference));
}

QString normalizedBookingReference(QStringView typed)
{
    QString reference;
    for (QChar letter : typed) {
        letter = letter.toUpper();
        if (letter == u' ' || letter == u'-')
            continue;
        if (letter == u'I' || letter == u'L')
            letter = u'1';
        if (!alphabet.contains(letter))
            return {};
        reference += letter;
    }
    if (reference.size() != payloadLength + 1)
        return {};
    const QStringView payload = QStringView(reference).first(payloadLength);
    return reference.back() == alphabet.at(checkValue(payload)) ? reference : QString();
}

bool isBookingReference(QStringView typed)
{
    return !normalizedBookingReference(typed).isEmpty();
}

} // namespace foyer
