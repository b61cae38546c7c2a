#include "models/domain/booking.h"

#include "tests/domain/seededrandom.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QString alphabet = u"123456789ABCDEFGHJKMNPQRSTVWXYZ"_s;

QString aReference(SeededRandom &random)
{
    return bookingReferenceFor(BookingId::make(Instant::fromMs(1), random));
}

} // namespace

class BookingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_reference_is_eight_letters_without_look_alikes();
    void every_single_wrong_letter_is_found();
    void every_swap_of_neighbours_is_found();
    void what_people_type_is_forgiven_data();
    void what_people_type_is_forgiven();
    void what_is_no_reference_is_refused();
    void references_rarely_meet();
    void status_names_lead_back();
};

void BookingTest::a_reference_is_eight_letters_without_look_alikes()
{
    SeededRandom random;
    for (int i = 0; i < 1000; ++i) {
        const QString reference = aReference(random);
        QCOMPARE(reference.size(), 8);
        for (const QChar letter : reference)
            QVERIFY(alphabet.contains(letter));
        QVERIFY(isBookingReference(reference));
    }
}

void BookingTest::every_single_wrong_letter_is_found()
{
    SeededRandom random(2);
    for (int i = 0; i < 50; ++i) {
        const QString right = aReference(random);
        for (qsizetype place = 0; place < right.size(); ++place) {
            for (const QChar letter : alphabet) {
                QString wrong = right;
                wrong[place] = letter;
                QCOMPARE(isBookingReference(wrong), wrong == right);
            }
        }
    }
}

void BookingTest::every_swap_of_neighbours_is_found()
{
    SeededRandom random(3);
    for (int i = 0; i < 2000; ++i) {
        const QString right = aReference(random);
        for (qsizetype place = 0; place + 1 < right.size(); ++place) {
            QString wrong = right;
            wrong[place] = right.at(place + 1);
            wrong[place + 1] = right.at(place);
            QCOMPARE(isBookingReference(wrong), wrong == right);
        }
    }
}

void BookingTest::what_people_type_is_forgiven_data()
{
    QTest::addColumn<int>("habit");
    QTest::newRow("small letters") << 0;
    QTest::newRow("a hyphen in the middle") << 1;
    QTest::newRow("blanks around and between") << 2;
    QTest::newRow("I and l for 1") << 3;
}

void BookingTest::what_people_type_is_forgiven()
{
    QFETCH(int, habit);
    SeededRandom random(4);
    for (int i = 0; i < 300; ++i) {
        const QString reference = aReference(random);
        QString typed = reference;
        switch (habit) {
        case 0:
            typed = typed.toLower();
            break;
        case 1:
            typed.insert(4, u'-');
            break;
        case 2:
            typed = u' ' + typed.left(4) + u"  "_s + typed.mid(4) + u' ';
            break;
        default:
            typed.replace(u'1', i % 2 ? u'I' : u'l');
        }
        QCOMPARE(normalizedBookingReference(typed), reference);
    }
}

void BookingTest::what_is_no_reference_is_refused()
{
    SeededRandom random(5);
    const QString right = aReference(random);
    for (const QString &typed : {u""_s, right.left(7), right + u'1', right.left(7) + u'0',
                                 right.left(7) + u'Ä', QString(8, u' '), right + right})
        QVERIFY2(!isBookingReference(typed), qPrintable(typed));
}

void BookingTest::references_rarely_meet()
{
    SeededRandom random(6);
    QSet<QString> references;
    for (int i = 0; i < 20'000; ++i)
        references.insert(aReference(random));
    QVERIFY(references.size() >= 19'998); // of 27 billion
}

void BookingTest::status_names_lead_back()
{
    for (int status = 0; status < 3; ++status)
        QCOMPARE(bookingStatusFromName(bookingStatusName(BookingStatus(status))),
                 std::optional(BookingStatus(status)));
    QVERIFY(!bookingStatusFromName(u"Confirmed"));
}

QTEST_GUILESS_MAIN(BookingTest)
#include "tst_booking.moc"
