#include "models/store/windowdatabase.h"
#include "tests/support/builders.h"
#include "tests/support/scratchdisk.h"

#include <QProcess>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 disk_bytes = 4 << 20;

QString ownProgram;
bool hasOwnMounts = false;

OutboxRow rowNumber(int number)
{
    return {.operation = {.id = idNamed<OperationId>(u"op %1"_s.arg(number)),
                          .deviceSequence = DeviceSequence(number),
                          .command = PlaceHold{.hold = idNamed<HoldId>(u"hold"),
                                               .event = idNamed<EventId>(u"event"),
                                               .seats = {SeatIndex(number)}}},
            .state = OutboxState::Queued};
}

Result<void> put(WindowDatabase &database, int number)
{
    return database.transaction([&] { return database.putOutboxRow(rowNumber(number)); });
}

/// A closed store with operations 1 to \a rows.
bool make(const QString &path, int rows)
{
    WindowDatabase database(path);
    if (!database.open(idNamed<WindowId>(u"window")))
        return false;
    return bool(database.transaction([&]() -> Result<void> {
        for (int number = 1; number <= rows; ++number) {
            if (Result<void> done = database.putOutboxRow(rowNumber(number)); !done)
                return done;
        }
        return {};
    }));
}

std::optional<Refusal> refusalAt(const QString &path)
{
    WindowDatabase database(path);
    const Result<WindowContents> contents = database.open(idNamed<WindowId>(u"another"));
    return contents ? std::nullopt : std::optional(contents.error());
}

/// The numbers of the operations in the store; nothing when it cannot be opened.
std::optional<QList<qint64>> numbersIn(const QString &path)
{
    WindowDatabase database(path);
    const Result<WindowContents> contents = database.open(idNamed<WindowId>(u"another"));
    if (!contents)
        return std::nullopt;
    QList<qint64> numbers;
    for (const OutboxRow &row : contents->memory.outbox)
        numbers.append(row.operation.deviceSequence.value());
    return numbers;
}

QList<qint64> upTo(qint64 last)
{
    QList<qint64> numbers;
    for (qint64 number = 1; number <= last; ++number)
        numbers.append(number);
    return numbers;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool overwrite(const QString &path, qint64 from, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(from) && file.write(bytes) == bytes.size();
}

/// What is wrong with a message that should name the file and say what to do; null when nothing.
QString flawOf(const Refusal &refusal, const QString &path, const QString &advice)
{
    if (!refusal.message.contains(path))
        return u"does not name the file: "_s + refusal.message;
    return refusal.message.contains(advice) ? QString() : u"gives no advice: "_s + refusal.message;
}

} // namespace

class BadStorageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDiskThatFillsUpLosesNothingAndRecovers();
    void aFullDiskAtTheFirstStartIsTold();
    void aReadOnlyFolderIsTold();
    void aReadOnlyFileIsTold();
    void aFileThatAnotherProgramHasIsTold();
    void aNewerFileIsLeftAsItIs();
    void damageInTheMiddleIsNeverTakenForTheEnd();
    void aCutFileIsTold();
};

void BadStorageTest::aDiskThatFillsUpLosesNothingAndRecovers()
{
    if (!hasOwnMounts)
        QSKIP("the kernel allows no mounts of our own");
    const ScratchDisk disk(disk_bytes);
    QVERIFY(disk.isMounted());
    const QString path = disk.file(u"window.sqlite"_s);
    int acknowledged = 0;
    {
        WindowDatabase database(path);
        QVERIFY(database.open(idNamed<WindowId>(u"window")));
        QVERIFY(put(database, ++acknowledged));
        QVERIFY(disk.fill());
        Result<void> done;
        while (acknowledged < 100'000 && (done = put(database, acknowledged + 1)))
            ++acknowledged;
        QVERIFY(!done);
        QCOMPARE(done.error().code, RefusalCode::ReadOnly);
        QCOMPARE(flawOf(done.error(), path, u"Free some space"_s), QString());

        QVERIFY(!put(database, acknowledged + 1)); // still
        QVERIFY(disk.empty());
        QVERIFY(put(database, ++acknowledged)); // the same connection goes on
    }
    QCOMPARE(numbersIn(path), upTo(acknowledged));
}

void BadStorageTest::aFullDiskAtTheFirstStartIsTold()
{
    if (!hasOwnMounts)
        QSKIP("the kernel allows no mounts of our own");
    const ScratchDisk disk(disk_bytes);
    QVERIFY(disk.isMounted() && disk.fill());
    const QString path = disk.file(u"window.sqlite"_s);
    const std::optional<Refusal> full = refusalAt(path);
    QVERIFY(full);
    QCOMPARE(full->code, RefusalCode::ReadOnly);
    QCOMPARE(flawOf(*full, path, u"Free some space"_s), QString());
    QVERIFY(disk.empty());
    QVERIFY(make(path, 1)); // what the failed start left behind does not matter
    QCOMPARE(numbersIn(path), upTo(1));
}

void BadStorageTest::aReadOnlyFolderIsTold()
{
    if (!hasOwnMounts)
        QSKIP("the kernel allows no mounts of our own");
    const ScratchDisk disk(disk_bytes);
    QVERIFY(disk.isMounted());
    const QString known = disk.file(u"window.sqlite"_s);
    QVERIFY(make(known, 2));
    const QByteArray before = bytesOf(known);
    QVERIFY(disk.makeReadOnly());
    for (const QString &path : {known, disk.file(u"new.sqlite"_s)}) {
        const std::optional<Refusal> refused = refusalAt(path);
        QVERIFY(refused);
        QCOMPARE(refused->code, RefusalCode::ReadOnly);
        QCOMPARE(flawOf(*refused, path, u"Check the permissions"_s), QString());
    }
    QCOMPARE(bytesOf(known), before);
}

void BadStorageTest::aReadOnlyFileIsTold()
{
    if (!hasOwnMounts)
        QSKIP("the kernel allows no mounts of our own");
    const ScratchDisk disk(disk_bytes);
    QVERIFY(disk.isMounted());
    const QString path = disk.file(u"window.sqlite"_s);
    QVERIFY(make(path, 2));
    QVERIFY(ScratchDisk::makeFileReadOnly(path));
    const std::optional<Refusal> refused = refusalAt(path);
    QVERIFY(refused);
    QCOMPARE(refused->code, RefusalCode::ReadOnly);
    QCOMPARE(flawOf(*refused, path, u"Check the permissions of the file"_s), QString());
}

void BadStorageTest::aFileThatAnotherProgramHasIsTold()
{
    const TempStore store;
    QProcess other;
    other.start(ownProgram, {u"--keep"_s, store.path()});
    QVERIFY(other.waitForReadyRead());
    const std::optional<Refusal> refused = refusalAt(store.path());
    QVERIFY(refused);
    QCOMPARE(refused->code, RefusalCode::Overloaded);
    QCOMPARE(flawOf(*refused, store.path(), u"Close the other Foyer"_s), QString());
    other.closeWriteChannel(); // it ends
    QVERIFY(other.waitForFinished());
    QCOMPARE(numbersIn(store.path()), upTo(3));
}

void BadStorageTest::aNewerFileIsLeftAsItIs()
{
    const TempStore store;
    QVERIFY(make(store.path(), 2));
    // The schema's number stands at byte 60 of every SQLite file, the kind of journal at 18 and 19.
    QVERIFY(overwrite(store.path(), 60, QByteArray("\0\0\0\x63", 4)));
    QVERIFY(overwrite(store.path(), 18, QByteArray("\1\1", 2)));
    const QByteArray before = bytesOf(store.path());
    const std::optional<Refusal> refused = refusalAt(store.path());
    QVERIFY(refused);
    QCOMPARE(refused->code, RefusalCode::UnsupportedVersion);
    QCOMPARE(flawOf(*refused, store.path(), u"Start the newer program"_s), QString());
    QVERIFY(refused->message.contains(u"format 99"_s));
    QCOMPARE(bytesOf(store.path()), before);
}

void BadStorageTest::damageInTheMiddleIsNeverTakenForTheEnd()
{
    constexpr int rows = 2'000;
    constexpr qint64 page_bytes = 4096;
    const TempStore store;
    QVERIFY(make(store.path(), rows));
    const QByteArray sound = bytesOf(store.path());
    int refused = 0;
    for (qint64 page = 1; page < sound.size() / page_bytes; ++page) {
        QVERIFY(overwrite(store.path(), 0, sound));
        QVERIFY(overwrite(store.path(), page * page_bytes, QByteArray(page_bytes, '\x5a')));
        const std::optional<QList<qint64>> numbers = numbersIn(store.path());
        if (numbers)
            QCOMPARE(*numbers, upTo(rows)); // it hit something that the server has too
        else
            ++refused;
    }
    QVERIFY(refused > 10);
    QVERIFY(overwrite(store.path(), 0, sound));
    QCOMPARE(numbersIn(store.path()), upTo(rows));
}

void BadStorageTest::aCutFileIsTold()
{
    const TempStore store;
    QVERIFY(make(store.path(), 500));
    QFile file(store.path());
    QVERIFY(file.resize(file.size() / 2));
    const std::optional<Refusal> refused = refusalAt(store.path());
    QVERIFY(refused);
    QCOMPARE(refused->code, RefusalCode::InvalidRecord);
    QCOMPARE(flawOf(*refused, store.path(), u"Keep it and ask for help"_s), QString());
}

int main(int argc, char *argv[])
{
    ownProgram = QFile::symLinkTarget(u"/proc/self/exe"_s); // a root below another loses it there
    hasOwnMounts = ScratchDisk::enterOwnMounts();
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--keep"_s) { // the other program
        WindowDatabase database(arguments.value(2));
        if (!database.open(idNamed<WindowId>(u"window")))
            return 1;
        for (int number = 1; number <= 3; ++number)
            (void)put(database, number);
        std::puts("open");
        std::fflush(stdout);
        (void)std::getchar();
        return 0;
    }
    BadStorageTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_badstorage.moc"
