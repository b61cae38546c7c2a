#include "models/domain/refusal.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class RefusalTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_code_has_a_name_of_its_own();
    void only_what_may_pass_later_is_transient();
};

void RefusalTest::every_code_has_a_name_of_its_own()
{
    QSet<QString> names;
    for (int code = 0; code <= int(RefusalCode::Internal); ++code) {
        const QString name = refusalName(RefusalCode(code));
        names.insert(name);
        QCOMPARE(refusalCodeFromName(name), std::optional(RefusalCode(code)));
        QCOMPARE(name, name.toLower());
    }
    QCOMPARE(names.size(), int(RefusalCode::Internal) + 1);
    QVERIFY(!refusalCodeFromName(u"Malformed"));
    QVERIFY(!refusalCodeFromName(u""));
}

void RefusalTest::only_what_may_pass_later_is_transient()
{
    const QSet<RefusalCode> transient{RefusalCode::Overloaded, RefusalCode::RateLimited,
                                      RefusalCode::ReadOnly, RefusalCode::ShuttingDown};
    for (int code = 0; code <= int(RefusalCode::Internal); ++code)
        QCOMPARE(isTransient(RefusalCode(code)), transient.contains(RefusalCode(code)));
}

QTEST_GUILESS_MAIN(RefusalTest)
#include "tst_refusal.moc"
