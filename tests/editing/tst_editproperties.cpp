#include "models/editing/editstep.h"
#include "models/editing/elementchecks.h"
#include "models/editing/mapconversion.h"
#include "models/seatmap/concerthall.h"
#include "tests/editing/randomedits.h"

#include <QSet>
#include <QTest>
#include <QUndoStack>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int stepsPerRun = 1500;

/// What the caches of the document say equals what is made afresh.
bool cachesAreRight(const SeatMapDocument &document)
{
    qint64 tickets = 0;
    for (const Element &element : document.content().elements) {
        if (document.seats(element.id) != seatsOf(element))
            return false;
        tickets += ticketsOf(element);
    }
    return tickets == document.ticketCount();
}

bool idsAreUnique(const SeatMap &map)
{
    QSet<SeatId> ids;
    qsizetype seats = 0;
    const auto add = [&](const QList<Seat> &list) {
        for (const Seat &seat : list) {
            ids.insert(seat.id);
            ++seats;
        }
    };
    for (const Level &level : map.levels) {
        for (const Section &section : level.sections) {
            for (const Row &row : section.rows)
                add(row.seats);
            for (const Table &table : section.tables)
                add(table.seats);
        }
    }
    return ids.size() == seats && !ids.contains(SeatId());
}

} // namespace

/// Random edits: undo, redo, caches, validity. Rows name their seeds.
class EditPropertiesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void any_edits_undone_are_the_original_and_redone_the_same_data();
    void any_edits_undone_are_the_original_and_redone_the_same();
    void wandering_through_the_history_changes_nothing();
};

void EditPropertiesTest::any_edits_undone_are_the_original_and_redone_the_same_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<bool>("startsWithHall");
    for (quint64 seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %d", int(seed)) << seed << false;
    QTest::newRow("in the concert hall") << quint64(99) << true;
}

void EditPropertiesTest::any_edits_undone_are_the_original_and_redone_the_same()
{
    QFETCH(const quint64, seed);
    QFETCH(const bool, startsWithHall);
    SeededRandom random(seed);
    SeatMapDocument document(random);
    if (startsWithHall)
        document.reset(fromSeatMap(sampleConcertHall(), random));
    const MapContent original = document.content();
    RandomEdits edits(document, random);
    int accepted = 0;
    GestureId gesture;
    for (int step = 0; step < stepsPerRun; ++step) {
        const MapContent before = document.content();
        const Result<MapEdit> edit = edits.next();
        QVERIFY2(edit || !edit.error().message.isEmpty(), "a refusal says why");
        if (random.below(3) == 0)
            gesture = random.below(2) == 0 ? GestureId() : document.newGesture();
        const Result<void> applied = edit ? document.apply(*edit, gesture) : Result<void>();
        if (!applied)
            QVERIFY(document.content() == before);
        accepted += edit && applied ? 1 : 0;
        if (step % 50 == 0) {
            const Result<void> valid = checkedContent(document.content());
            QVERIFY2(valid, valid ? "" : qPrintable(valid.error().message));
            QVERIFY2(cachesAreRight(document), qPrintable(QString::number(step)));
            QVERIFY(idsAreUnique(toSeatMap(document)));
        }
    }
    QVERIFY2(accepted > stepsPerRun / 3, qPrintable(QString::number(accepted)));
    const MapContent last = document.content();
    while (document.undoStack().canUndo())
        document.undoStack().undo();
    QVERIFY(document.content() == original);
    QVERIFY(cachesAreRight(document));
    while (document.undoStack().canRedo())
        document.undoStack().redo();
    QVERIFY(document.content() == last);
    QVERIFY(cachesAreRight(document));
}

void EditPropertiesTest::wandering_through_the_history_changes_nothing()
{
    SeededRandom random(4711);
    SeatMapDocument document(random);
    RandomEdits edits(document, random);
    QList<MapContent> history{document.content()};
    while (history.size() < 200) {
        const Result<MapEdit> edit = edits.next();
        if (!edit || edit->isEmpty() || !document.apply(*edit))
            continue;
        history.append(document.content());
        QCOMPARE(document.undoStack().count(), history.size() - 1);
        QVERIFY(!document.undoStack().undoText().isEmpty());
    }
    for (int jump = 0; jump < 300; ++jump) {
        const int place = random.below(int(history.size()));
        document.undoStack().setIndex(place);
        QVERIFY(document.content() == history.at(place));
    }
}

QTEST_GUILESS_MAIN(EditPropertiesTest)
#include "tst_editproperties.moc"
