#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/themestyle.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr double textContrast = 4.5;
constexpr double controlContrast = 3.0;

struct Named
{
    const char *name;
    QColor color;
};

} // namespace

Q_DECLARE_METATYPE(foyer::ThemeMode)

/// The tokens of the look: readable in every mode, and in one place.
class ThemeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsAsDefined()
    {
        QCOMPARE(Theme::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(Theme::contrast(Qt::white, Qt::white), 1.0);
        // A pair whose value is published: #777777 on white, 4.48:1.
        QVERIFY(qAbs(Theme::contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.005);
    }

    void everyTextCanBeRead_data()
    {
        QTest::addColumn<ThemeMode>("mode");
        QTest::newRow("light") << ThemeMode::Light;
        QTest::newRow("dark") << ThemeMode::Dark;
        QTest::newRow("high contrast") << ThemeMode::HighContrast;
    }

    void everyTextCanBeRead()
    {
        QFETCH(ThemeMode, mode);
        const ThemeColors &colors = Theme::colors(mode);
        const QColor selected = Theme::selected(colors);
        const Named texts[] = {{"text", colors.text},     {"muted", colors.muted},
                               {"accent", colors.accent}, {"good", colors.good},
                               {"warn", colors.warn},     {"bad", colors.bad}};
        const Named grounds[] = {{"background", colors.background}, {"surface", colors.surface}};
        for (const Named &text : texts) {
            for (const Named &ground : grounds)
                need(textContrast, text, ground);
            need(textContrast, text, {"its pill", Pill::fill(colors, text.color)});
        }
        need(textContrast, {"text", colors.text}, {"raised", colors.raised});
        need(textContrast, {"muted", colors.muted}, {"raised", colors.raised});
        need(textContrast, {"text", colors.text}, {"selected", selected});
        need(textContrast, {"muted", colors.muted}, {"selected", selected});
        need(textContrast, {"on accent", colors.onAccent}, {"accent", colors.accent});
        need(textContrast, {"on accent", colors.onAccent}, {"bad", colors.bad});
        need(textContrast, {"text", colors.text}, {"map floor", colors.mapFloor});
    }

    void everyControlCanBeSeen_data() { everyTextCanBeRead_data(); }

    void everyControlCanBeSeen()
    {
        QFETCH(ThemeMode, mode);
        const ThemeColors &colors = Theme::colors(mode);
        for (const Named &ground :
             {Named{"background", colors.background}, Named{"surface", colors.surface},
              Named{"raised", colors.raised}}) {
            need(controlContrast, {"control", colors.control}, ground);
            need(controlContrast, {"focus", colors.accent}, ground);
        }
    }

    void theStyleSheetHasNoTokenLeft()
    {
        for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::HighContrast})
            QVERIFY(!themeStyleSheet(Theme::colors(mode), 32).contains(u'@'));
    }

    void aChangeOfModeIsToldOnce()
    {
        Theme &theme = Theme::install(*qApp, ThemeMode::Light, Density::Comfortable);
        QSignalSpy changes(&theme, &Theme::changed);
        theme.setMode(ThemeMode::Dark);
        theme.setMode(ThemeMode::Dark);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(qApp->palette().color(QPalette::Window),
                 Theme::colors(ThemeMode::Dark).background);
    }

    void touchMakesTargetsLarger()
    {
        Theme &theme = Theme::install(*qApp, ThemeMode::Light, Density::Comfortable);
        QCOMPARE(theme.targetSize(), 32);
        theme.setDensity(Density::Touch);
        QCOMPARE(theme.targetSize(), 44);
    }

    void figuresDoNotJump()
    {
        const QFontMetrics metrics(Theme::font(TextRole::Figure));
        for (const QChar digit : u"023456789"_s)
            QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(u'1'));
    }

private:
    static void need(double least, const Named &over, const Named &under)
    {
        const double is = Theme::contrast(over.color, under.color);
        QVERIFY2(is >= least,
                 qPrintable(u"%1 on %2: %3"_s
                                .arg(QLatin1StringView(over.name), QLatin1StringView(under.name))
                                .arg(is, 0, 'f', 2)));
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
