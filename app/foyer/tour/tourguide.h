#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

class QWidget;

namespace foyer {

/// One stop of the tour.
struct TourStop
{
    QString title;                     ///< a sentence, for the summary
    std::function<void()> act;         ///< what the hand does; may be empty
    std::function<bool()> hasHappened; ///< asked until it is true or time is up; may be empty
    std::vector<QWidget *> pictured;   ///< side by side; empty: no picture
};

/// Walks from stop to stop: acts, waits until it has happened, takes a picture. Ends at the first
/// stop that does not happen. Writes NN-title.png and summary.html into the folder.
class TourGuide final : public QObject
{
    Q_OBJECT

public:
    explicit TourGuide(QString folder, QObject *parent = nullptr);

    void add(TourStop stop) { m_stops.push_back(std::move(stop)); }
    /// finished() follows.
    void start();

Q_SIGNALS:
    /// \a problem is empty when every stop has happened.
    void finished(const QString &problem);

private:
    void nextStop();
    void look();
    void takePicture();
    void end(const QString &problem);
    [[nodiscard]] bool writeSummary(const QString &problem) const;

    struct Picture
    {
        QString title;
        QString file;
    };

    QString m_folder;
    std::vector<TourStop> m_stops;
    size_t m_current = 0;
    QTimer m_look;
    QElapsedTimer m_waiting;
    std::vector<Picture> m_pictures;
};

/// The widgets as they look now, side by side with a gap, at their device pixel ratio.
[[nodiscard]] QImage pictureOf(const std::vector<QWidget *> &widgets);

} // namespace foyer
