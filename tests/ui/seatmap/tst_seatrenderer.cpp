#include "tests/ui/seatmap/halls.h"
#include "ui/seatmap/seatrenderer.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTest>

#include <array>
#include <cmath>
#include <functional>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// How a colour is seen: a linear-light 3 x 3 matrix (Machado, Oliveira and Fernandes 2009,
/// severity 1.0), or greyscale by luminance.
using Vision = std::array<double, 9>;
constexpr Vision normal{1, 0, 0, 0, 1, 0, 0, 0, 1};
constexpr Vision protan{0.152286, 1.052583,  -0.204868, 0.114503, 0.786281,
                        0.099216, -0.003882, -0.048116, 1.051998};
constexpr Vision deutan{0.367322, 0.860646,  -0.227968, 0.280085, 0.672501,
                        0.047413, -0.011820, 0.042940,  0.968881};
constexpr Vision tritan{1.255528, -0.076749, -0.178779, -0.078411, 0.930809,
                        0.147602, 0.004733,  0.691367,  0.303900};
constexpr Vision greyscale{0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722};

double toLinear(double c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double toGamma(double c)
{
    const double kept = std::clamp(c, 0.0, 1.0);
    return kept <= 0.0031308 ? kept * 12.92 : 1.055 * std::pow(kept, 1 / 2.4) - 0.055;
}

Lab seenAs(QRgb rgb, const Vision &m)
{
    const double r = toLinear(qRed(rgb) / 255.0);
    const double g = toLinear(qGreen(rgb) / 255.0);
    const double b = toLinear(qBlue(rgb) / 255.0);
    const auto channel = [&](int row) {
        const auto i = size_t(row) * 3;
        return float(toGamma(m[i] * r + m[i + 1] * g + m[i + 2] * b));
    };
    return labOf(QColor::fromRgbF(channel(0), channel(1), channel(2)));
}

/// A seat as it stands on its section, in the middle of a pixel, cut to its own square.
QImage seatOnSection(SeatLook look, double diameter, quint32 category, const MapPalette &palette)
{
    SeatSprites sprites(diameter, 1, palette, {category});
    const int side = int(std::ceil(diameter)) + 8;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(palette.section);
    sprites.draw(SeatSprites::Canvas(image, image.rect()), (side / 2) * 4 + 2, (side / 2) * 4 + 2,
                 SeatStyle(look, 0, SeatKind::Seat, false));
    // Odd, so that it lies around the middle pixel.
    const int cut = std::max(1, (int(std::floor(diameter * 0.88)) + 1) / 2 * 2 - 1);
    return image.copy(side / 2 - cut / 2, side / 2 - cut / 2, cut, cut);
}

/// The mean distance of the two pictures, pixel by pixel: shape and lightness both count.
double difference(const QImage &a, const QImage &b, const Vision &vision)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            sum += distance(seenAs(a.pixel(x, y), vision), seenAs(b.pixel(x, y), vision));
    }
    return sum / (a.width() * a.height());
}

constexpr std::array looks{SeatLook::Available, SeatLook::Mine, SeatLook::Held, SeatLook::Sold,
                           SeatLook::Blocked};
constexpr std::array<quint32, 12> categories{0x2F5BEA, 0xE0A000, 0x2A9D4A, 0xC0392B,
                                             0x8E44AD, 0x00A3A3, 0x000000, 0xFFFFFF,
                                             0x808080, 0xFFFF00, 0x0000FF, 0xFF00FF};

} // namespace

class SeatRendererTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPairOfStatusesLooksDifferentToEverybody_data()
    {
        QTest::addColumn<ThemeMode>("mode");
        QTest::addColumn<double>("diameter");
        for (const double diameter : {1.2, 2.0, 3.0, 4.5, 6.0, 10.0, 13.0, 14.0, 24.0, 40.0}) {
            QTest::addRow("light at %.1f pixels", diameter) << ThemeMode::Light << diameter;
            QTest::addRow("dark at %.1f pixels", diameter) << ThemeMode::Dark << diameter;
            QTest::addRow("high contrast at %.1f pixels", diameter)
                << ThemeMode::HighContrast << diameter;
        }
    }

    void everyPairOfStatusesLooksDifferentToEverybody()
    {
        QFETCH(const ThemeMode, mode);
        QFETCH(const double, diameter);
        const MapPalette palette(Theme::colors(mode));
        for (const quint32 category : categories) {
            std::array<QImage, looks.size()> pictures;
            for (size_t i = 0; i < looks.size(); ++i)
                pictures[i] = seatOnSection(looks[i], diameter, category, palette);
            for (const auto &[name, vision] : {std::pair{"normal", normal},
                                               {"protan", protan},
                                               {"deutan", deutan},
                                               {"tritan", tritan},
                                               {"grey", greyscale}}) {
                for (size_t a = 0; a < looks.size(); ++a) {
                    for (size_t b = a + 1; b < looks.size(); ++b) {
                        const double seen = difference(pictures[a], pictures[b], vision);
                        QVERIFY2(seen >= 15,
                                 qPrintable(u"category %1, statuses %2 and %3 seen %4: %5"_s
                                                .arg(category, 6, 16, QChar(u'0'))
                                                .arg(int(looks[a]))
                                                .arg(int(looks[b]))
                                                .arg(QLatin1StringView(name))
                                                .arg(seen)));
                    }
                }
            }
        }
    }

    void detailFollowsTheDiameter()
    {
        QCOMPARE(seatDetail(2.4), SeatDetail::Dots);
        QCOMPARE(seatDetail(2.5), SeatDetail::Squares);
        QCOMPARE(seatDetail(5), SeatDetail::Glyphs);
        QCOMPARE(seatDetail(14), SeatDetail::Numbered);
    }

    void aStyleRemembersItsParts()
    {
        for (const SeatLook look : looks) {
            for (const int category : {0, 1, 249}) {
                for (const SeatKind kind :
                     {SeatKind::Seat, SeatKind::Wheelchair, SeatKind::Companion}) {
                    for (const bool dimmed : {false, true}) {
                        const SeatStyle style(look, quint8(category), kind, dimmed);
                        QVERIFY(style.value() < seatStyleCount);
                        QCOMPARE(style.look(), look);
                        QCOMPARE(style.kind(), kind);
                        QCOMPARE(style.isDimmed(), dimmed);
                        if (look == SeatLook::Available)
                            QCOMPARE(int(style.category()), category);
                    }
                }
            }
        }
    }

    void changesNameOnlyWhatChanged()
    {
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        MapChanges changes;
        renderer.setLook(SeatIndex(3), SeatLook::Available, changes);
        QVERIFY(changes.isEmpty());
        renderer.setLook(SeatIndex(3), SeatLook::Sold, changes);
        QCOMPARE(changes.seats, std::vector<qint32>{3});
        QVERIFY(changes.areas.empty());
        MapChanges standing;
        renderer.setLook(SeatIndex(geometry->seatCount()), SeatLook::Sold, standing);
        QVERIFY(standing.seats.empty());
        QCOMPARE(standing.areas, std::vector<qint32>{0});
        QCOMPARE(renderer.freeInArea(0), 39);
        QCOMPARE(renderer.freeInSection(0), 79);
    }

    void aPictureIsTheSameHoweverItIsCut_data()
    {
        QTest::addColumn<double>("diameter");
        QTest::addColumn<qreal>("devicePixelRatio");
        for (const double diameter : {1.0, 2.2, 3.3, 6.1, 11.0, 17.0, 31.0}) {
            QTest::addRow("%.1f pixels", diameter) << diameter << 1.0;
            QTest::addRow("%.1f pixels at scale 2", diameter) << diameter << 2.0;
        }
    }

    void aPictureIsTheSameHoweverItIsCut()
    {
        QFETCH(const double, diameter);
        QFETCH(const qreal, devicePixelRatio);
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        const MapScale scale{diameter / geometry->seatDiameter(), devicePixelRatio, false};
        const QPoint origin(int(-3000 * scale.pixelsPerMm), int(-2000 * scale.pixelsPerMm));
        QImage whole(300, 200, QImage::Format_RGB32);
        renderer.render(whole, origin, whole.rect(), scale);
        QImage pieces(whole.size(), QImage::Format_RGB32);
        pieces.fill(Qt::red);
        for (int y = 0; y < 200; y += 37) {
            for (int x = 0; x < 300; x += 41)
                renderer.render(pieces, origin, QRect(x, y, 41, 37) & pieces.rect(), scale);
        }
        QCOMPARE(pieces, whole);
        QImage apart(100, 90, QImage::Format_RGB32);
        renderer.render(apart, origin + QPoint(77, 33), apart.rect(), scale);
        QCOMPARE(apart, whole.copy(77, 33, 100, 90));
    }

    void rowLettersTouchNoSeatAndNoOtherLetter()
    {
        for (const SeatMap &map :
             {test::smallHall(20, 14), bowlArena({u"Arena"_s, 8'000, 16, 20})}) {
            const auto geometry = test::geometryOf(map);
            const MapLabels labels = placeLabels(*geometry);
            QVERIFY(!labels.rowLetters.empty());
            QList<RectMm> taken;
            for (const RowLetter &letter : labels.rowLetters) {
                const qint32 half = labels.letterHeight / 2;
                const RectMm box{letter.center.x - half, letter.center.y - half,
                                 letter.center.x + half, letter.center.y + half};
                QVERIFY(geometry->seatsIn(grown(box, geometry->seatDiameter() / 2 - 5)).isEmpty());
                for (const RectMm &other : taken)
                    QVERIFY(!intersects(box, other));
                taken.append(box);
            }
        }
    }

    void otherCategoriesStepBack()
    {
        const auto geometry = test::geometryOf(test::smallHall());
        SeatRenderer renderer(geometry, MapPalette(Theme::colors(ThemeMode::Light)));
        const MapScale scale{20.0 / geometry->seatDiameter(), 1, false};
        const auto colorAt = [&](SeatIndex seat) {
            QImage image(3, 3, QImage::Format_RGB32);
            const PointMm at = geometry->position(seat);
            // Left of the number.
            renderer.render(image,
                            {int(at.x * scale.pixelsPerMm) - 8, int(at.y * scale.pixelsPerMm) - 1},
                            image.rect(), scale);
            return labOf(image.pixelColor(1, 1));
        };
        const SeatIndex first(4);
        const SeatIndex last(75);
        QVERIFY(geometry->category(first).id != geometry->category(last).id);
        const Lab before = colorAt(last);
        renderer.setCategoryFilter(QList{geometry->category(first).id});
        QVERIFY(colorAt(last).lightness > before.lightness + 15);
        renderer.setCategoryFilter(std::nullopt);
        QCOMPARE(colorAt(last).lightness, before.lightness);
    }
};

QTEST_MAIN(SeatRendererTest)
#include "tst_seatrenderer.moc"
