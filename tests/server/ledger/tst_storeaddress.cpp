#include "sync/server/ledger/storeaddress.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class StoreAddressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySpellingIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isSqlite");
        QTest::addColumn<QString>("where");
        QTest::newRow("a file") << u"sqlite:/var/lib/foyer/house.sqlite"_s << true
                                << u"/var/lib/foyer/house.sqlite"_s;
        QTest::newRow("a file with a colon") << u"sqlite:a:b"_s << true << u"a:b"_s;
        QTest::newRow("a database") << u"postgres:postgresql://foyer@db/foyer"_s << false
                                    << u"postgresql://foyer@db/foyer"_s;
        QTest::newRow("words of libpq")
            << u"postgres:host=/run/db dbname=foyer"_s << false << u"host=/run/db dbname=foyer"_s;
        QTest::newRow("libpq's own address")
            << u"postgres://foyer@db/foyer"_s << false << u"postgres://foyer@db/foyer"_s;
        QTest::newRow("its longer name")
            << u"postgresql://foyer@db/foyer"_s << false << u"postgresql://foyer@db/foyer"_s;
    }

    void everySpellingIsRead()
    {
        QFETCH(QString, text);
        QFETCH(bool, isSqlite);
        QFETCH(QString, where);
        const auto address = storeAddressFrom(text);
        QVERIFY(address);
        QCOMPARE(address->kind == StoreAddress::Kind::Sqlite, isSqlite);
        QCOMPARE(address->where, where);
    }

    void anythingElseIsRefusedWithoutShowingIt()
    {
        for (const QString &text : {u""_s, u"sqlite:"_s, u"postgres:"_s, u"house.sqlite"_s,
                                    u"mysql://root:secret@db/foyer"_s}) {
            const auto address = storeAddressFrom(text);
            QVERIFY(!address);
            QCOMPARE(address.error().code, RefusalCode::Malformed);
            QVERIFY(!address.error().message.contains(u"secret"_s));
        }
    }
};

QTEST_GUILESS_MAIN(StoreAddressTest)
#include "tst_storeaddress.moc"
