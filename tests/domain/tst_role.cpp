#include "models/domain/role.h"

#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class RoleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everything_not_granted_is_denied_data();
    void everything_not_granted_is_denied();
    void names_lead_back();
};

void RoleTest::everything_not_granted_is_denied_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("granted"); ///< x or - in the order of Permission
    // Catalogue, sell, cancel, venues, events, reports, operators, keep, lease, revoke.
    QTest::newRow("a seller") << int(Role::Seller) << u"xx--------"_s;
    QTest::newRow("a supervisor") << int(Role::Supervisor) << u"xxx--x-xx-"_s;
    QTest::newRow("an organizer") << int(Role::Organizer) << u"x--xxx-x--"_s;
    QTest::newRow("a manager") << int(Role::Manager) << u"xxxxxx-xxx"_s;
    QTest::newRow("an admin") << int(Role::Admin) << u"xxxxxxxxxx"_s;
}

void RoleTest::everything_not_granted_is_denied()
{
    QFETCH(int, role);
    QFETCH(QString, granted);
    const Permission permissions[] = {Permission::ReadCatalogue,   Permission::SellTickets,
                                      Permission::CancelBookings,  Permission::EditVenues,
                                      Permission::EditEvents,      Permission::ReadReports,
                                      Permission::ManageOperators, Permission::KeepTickets,
                                      Permission::LeaseAllotments, Permission::RevokeAllotments};
    QString result;
    for (const Permission permission : permissions)
        result += isAllowed(Role(role), permission) ? u'x' : u'-';
    QCOMPARE(result, granted);
}

void RoleTest::names_lead_back()
{
    const QStringList names{u"seller"_s, u"supervisor"_s, u"organizer"_s, u"manager"_s, u"admin"_s};
    for (int role = 0; role < names.size(); ++role) {
        QCOMPARE(roleName(Role(role)), names.at(role));
        QCOMPARE(roleFromName(names.at(role)), std::optional(Role(role)));
    }
    QVERIFY(!roleFromName(u"Admin"));
    QVERIFY(!roleFromName(u""));
}

QTEST_GUILESS_MAIN(RoleTest)
#include "tst_role.moc"
