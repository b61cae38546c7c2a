#include "app/foyer/tour/tourguide.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QPainter>
#include <QRegularExpression>
#include <QWidget>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int lookEvery_ms = 25;
constexpr int patience_ms = 20'000;
constexpr int settle_ms = 450; // toasts, skeletons and zoom animations come to rest
constexpr int gap = 24;

QString fileNameFor(size_t number, QString title)
{
    title = title.toLower().replace(QRegularExpression(u"[^a-z0-9]+"_s), u"-"_s).left(48);
    while (title.endsWith(u'-'))
        title.chop(1);
    return u"%1-%2.png"_s.arg(QString::number(number).rightJustified(2, u'0'), title);
}

} // namespace

QImage pictureOf(const std::vector<QWidget *> &widgets)
{
    std::vector<QPixmap> grabs;
    QSize size(0, 0);
    for (QWidget *widget : widgets) {
        grabs.push_back(widget->grab());
        const QSize one = grabs.back().size();
        size = QSize(size.width() + one.width() + (grabs.size() > 1 ? gap : 0),
                     qMax(size.height(), one.height()));
    }
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(0x11, 0x13, 0x16));
    QPainter painter(&image);
    int x = 0;
    for (QPixmap &grab : grabs) {
        grab.setDevicePixelRatio(1);
        painter.drawPixmap(x, 0, grab);
        x += grab.width() + gap;
    }
    return image;
}

TourGuide::TourGuide(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    m_look.setInterval(lookEvery_ms);
    connect(&m_look, &QTimer::timeout, this, &TourGuide::look);
}

void TourGuide::start()
{
    if (!QDir().mkpath(m_folder)) {
        end(tr("The folder %1 cannot be made. Choose another with --tour.").arg(m_folder));
        return;
    }
    m_current = 0;
    QTimer::singleShot(0, this, &TourGuide::nextStop);
}

void TourGuide::nextStop()
{
    if (m_current == m_stops.size()) {
        end({});
        return;
    }
    const TourStop &stop = m_stops[m_current];
    if (stop.act)
        stop.act();
    m_waiting.start();
    m_look.start();
}

void TourGuide::look()
{
    const TourStop &stop = m_stops[m_current];
    if (stop.hasHappened && !stop.hasHappened()) {
        if (m_waiting.elapsed() > patience_ms)
            end(tr("This did not happen: %1").arg(stop.title));
        return;
    }
    m_look.stop();
    QTimer::singleShot(stop.pictured.empty() ? 0 : settle_ms, this, [this] {
        takePicture();
        ++m_current;
        nextStop();
    });
}

void TourGuide::takePicture()
{
    const TourStop &stop = m_stops[m_current];
    if (stop.pictured.empty())
        return;
    const QString file = fileNameFor(m_pictures.size() + 1, stop.title);
    if (pictureOf(stop.pictured).save(m_folder + u'/' + file))
        m_pictures.push_back({stop.title, file});
    else
        end(tr("The picture %1 cannot be saved. Is the disk full?").arg(file));
}

void TourGuide::end(const QString &problem)
{
    m_look.stop();
    const QString told =
        writeSummary(problem)
            ? problem
            : tr("The summary cannot be saved in %1. Is the disk full?").arg(m_folder);
    Q_EMIT finished(told);
}

bool TourGuide::writeSummary(const QString &problem) const
{
    QString page =
        u"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Foyer</title><style>"
        "body{font:15px system-ui,sans-serif;background:#F6F7F9;color:#1F2328;margin:32px auto;"
        "max-width:1200px}img{width:100%;border:1px solid #DDE1E6;border-radius:6px}"
        "h2{font-size:15px;margin:32px 0 8px}.bad{color:#B3261E}</style></head><body>\n"_s;
    page += u"<h1>%1</h1>\n<p%2>%3</p>\n"_s.arg(
        tr("Foyer, a guided tour").toHtmlEscaped(),
        problem.isEmpty() ? QString() : u" class=\"bad\""_s,
        (problem.isEmpty() ? tr("Every step happened, through the real windows of two ticket "
                                "windows and one booking server.")
                           : problem)
            .toHtmlEscaped());
    for (size_t i = 0; i < m_pictures.size(); ++i)
        page += u"<h2>%1. %2</h2>\n<img src=\"%3\" alt=\"%2\">\n"_s.arg(i + 1).arg(
            m_pictures[i].title.toHtmlEscaped(), m_pictures[i].file);
    page += u"</body></html>\n"_s;
    QFile file(m_folder + u"/summary.html"_s);
    return file.open(QIODevice::WriteOnly) && file.write(page.toUtf8()) >= 0 && file.flush();
}

} // namespace foyer
