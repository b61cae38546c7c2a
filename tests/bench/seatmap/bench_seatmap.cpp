// What the seat map costs at 100,000 seats and 1920 x 1080, against filling the same framebuffer
// ("fill") and against a QGraphicsScene with one item per seat ("naive"), measured in one run,
// alternating. Usage: bench_seatmap [DIR for seatmap.json]

#include "models/seatmap/generators.h"
#include "tests/bench/benchreport.h"
#include "ui/seatmap/mapcamera.h"
#include "ui/seatmap/tilecache.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QGraphicsEllipseItem>
#include <QGraphicsScene>
#include <QGraphicsView>
#include <QPainter>

#include <algorithm>
#include <functional>
#include <random>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize screen(1920, 1080);
constexpr int seatsInArena = 100'000;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double percentile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values[size_t(double(values.size() - 1) * part)];
}

/// Microseconds of one call.
double timed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1000;
}

/// Two kinds of work in turns, so that both meet the same noise; microseconds each.
struct Samples
{
    std::vector<double> subject;
    std::vector<double> reference;
};

Samples alternating(int rounds, const std::function<void(int)> &subject,
                    const std::function<void()> &reference)
{
    Samples samples;
    for (int round = 0; round < rounds; ++round) {
        samples.reference.push_back(timed(reference));
        samples.subject.push_back(timed([&] { subject(round); }));
    }
    return samples;
}

/// The naive way: one item per seat in a scene.
class NaiveMap final
{
public:
    explicit NaiveMap(const SeatGeometry &geometry)
    {
        const int d = geometry.seatDiameter();
        m_scene.setItemIndexMethod(QGraphicsScene::BspTreeIndex);
        for (qint32 i = 0; i < geometry.seatCount(); ++i) {
            const PointMm at = geometry.position(SeatIndex(i));
            auto *item =
                m_scene.addEllipse(at.x - d / 2.0, at.y - d / 2.0, d, d, Qt::NoPen, Qt::blue);
            m_items.push_back(item);
        }
        m_view.setScene(&m_scene);
        m_view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_view.setFrameShape(QFrame::NoFrame);
        m_view.setRenderHint(QPainter::Antialiasing);
        m_view.resize(screen);
        m_view.fitInView(m_scene.sceneRect(), Qt::KeepAspectRatio);
        m_view.show();
        settle();
    }
    void settle()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    void repaint() { m_view.viewport()->repaint(); }
    void change(int seat, const QColor &color)
    {
        m_items[size_t(seat)]->setBrush(color);
        settle();
    }

private:
    QGraphicsScene m_scene;
    QGraphicsView m_view;
    std::vector<QGraphicsEllipseItem *> m_items;
};

class Bench final
{
public:
    explicit Bench(const QString &dir)
        : m_report(u"seatmap"_s, dir)
        , m_geometry(SeatGeometry::compile(bowlArena({u"Arena"_s, seatsInArena, 40, 30})))
        , m_renderer(m_geometry, MapPalette(Theme::colors(ThemeMode::Light)))
        , m_tiles(m_renderer)
        , m_frame(screen, QImage::Format_RGB32)
    {
        MapChanges ignored;
        for (qint32 i = 0; i < m_geometry->seatCount(); ++i) {
            if (m_random() % 3 == 0)
                m_renderer.setLook(SeatIndex(i), SeatLook(m_random() % 5), ignored);
        }
        m_camera.setMap(m_geometry->bounds(), m_geometry->seatDiameter());
        m_camera.setViewport(screen, 1);
    }

    bool run()
    {
        const struct
        {
            QString name;
            int stops;
            double coldGoal;
        } zooms[] = {{u"fit"_s, 0, 7}, {u"mid"_s, 6, 7}, {u"close"_s, 14, 4}};
        for (const auto &zoom : zooms) {
            m_camera.fit();
            m_camera.zoomStops(zoom.stops, QPointF(screen.width() * 0.35, screen.height() * 0.35));
            std::printf("%s: seats of %.1f pixels\n", qPrintable(zoom.name),
                        m_geometry->seatDiameter() * m_camera.scale());
            measureWarm(zoom.name);
            measurePan(zoom.name);
            measureCold(zoom.name, zoom.coldGoal);
            measureBurst(zoom.name);
        }
        measureChange();
        return m_report.write();
    }

private:
    void draw()
    {
        QPainter painter(&m_frame);
        m_tiles.draw(painter, {0, 0}, m_camera.world(), m_camera.mapScale());
    }
    void fill()
    {
        QPainter painter(&m_frame);
        painter.fillRect(m_frame.rect(), QColor(0xF0, 0xF1, 0xF3));
    }
    void againstFill(const QString &name, double value, const Samples &samples, double most)
    {
        const double reference = median(samples.reference);
        const double ratio = value / reference;
        m_report.add({name, value, u"us"_s, u"fill"_s, reference, ratio, u"<= %1x fill"_s.arg(most),
                      ratio <= most});
    }

    void measureWarm(const QString &zoom)
    {
        draw();
        const Samples samples = alternating(101, [&](int) { draw(); }, [&] { fill(); });
        againstFill(u"warm frame at "_s + zoom, median(samples.subject), samples, 1.0);
    }

    void measurePan(const QString &zoom)
    {
        const MapCamera before = m_camera;
        m_tiles.clear();
        draw();
        const Samples samples = alternating(
            200,
            [&](int round) {
                // To and fro over two screens, 24 pixels a frame.
                m_camera.pan(round % 160 < 80 ? QPointF(24, 6) : QPointF(-24, -6));
                draw();
            },
            [&] { fill(); });
        m_camera = before;
        againstFill(u"pan median at "_s + zoom, median(samples.subject), samples, 1.2);
        againstFill(u"pan p99 at "_s + zoom, percentile(samples.subject, 0.99), samples, 4);
    }

    void measureCold(const QString &zoom, double most)
    {
        const Samples samples = alternating(
            15,
            [&](int) {
                m_tiles.clear();
                draw();
            },
            [&] { fill(); });
        againstFill(u"cold frame at "_s + zoom, median(samples.subject), samples, most);
    }

    std::vector<QRect> changeSome(int count)
    {
        MapChanges changes;
        for (int i = 0; i < count; ++i)
            m_renderer.setLook(SeatIndex(qint32(m_random() % seatsInArena)),
                               SeatLook(m_random() % 5), changes);
        m_tiles.note(changes);
        return m_tiles.flush(m_camera.mapScale());
    }

    void repaint(const std::vector<QRect> &dirty)
    {
        QPainter painter(&m_frame);
        const QRect world = m_camera.world();
        for (const QRect &rect : dirty) {
            const QRect part = rect & world;
            if (!part.isEmpty())
                m_tiles.draw(painter, part.topLeft() - world.topLeft(), part, m_camera.mapScale());
        }
    }

    void measureBurst(const QString &zoom)
    {
        draw();
        changeSome(2000); // the ground of every tile is there
        const Samples samples = alternating(
            31,
            [&](int) {
                changeSome(1000);
                draw();
            },
            [&] { fill(); });
        againstFill(u"burst of 1,000 changes at "_s + zoom, median(samples.subject), samples, 5);
    }

    void measureChange()
    {
        NaiveMap naive(*m_geometry);
        m_camera.fit();
        draw();
        changeSome(2000);
        draw();
        std::vector<double> naiveCosts;
        std::vector<double> ours;
        for (int round = 0; round < 40; ++round) {
            const int seat = int(m_random() % seatsInArena);
            const QColor color = QColor::fromRgb(QRgb(m_random()));
            naiveCosts.push_back(timed([&] { naive.change(seat, color); }));
            for (int i = 0; i < 50; ++i)
                ours.push_back(timed([&] { repaint(changeSome(1)); }));
        }
        const double value = median(ours);
        const double reference = median(naiveCosts);
        m_report.add({u"one status change with its repaint at fit"_s, value, u"us"_s, u"naive"_s,
                      reference, reference / value, u">= 1000x cheaper"_s,
                      reference / value >= 1000});
        m_report.add({u"one status change p99 at fit"_s,
                      percentile(ours, 0.99),
                      u"us"_s,
                      u"naive"_s,
                      reference,
                      reference / percentile(ours, 0.99),
                      {},
                      true});
        std::vector<double> frames;
        frames.reserve(3);
        for (int i = 0; i < 3; ++i)
            frames.push_back(timed([&] { naive.repaint(); }));
        const double warm = timed([&] { draw(); });
        m_report.add({u"warm frame against naive at fit"_s,
                      warm,
                      u"us"_s,
                      u"naive"_s,
                      median(frames),
                      median(frames) / warm,
                      {},
                      true});
    }

    bench::Report m_report;
    std::shared_ptr<const SeatGeometry> m_geometry;
    SeatRenderer m_renderer;
    TileCache m_tiles;
    MapCamera m_camera;
    QImage m_frame;
    std::mt19937 m_random{20261124};
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    return Bench(application.arguments().value(1)).run() ? 0 : 1;
}
