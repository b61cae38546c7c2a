#pragma once

#include "app/foyer/embeddedserver.h"
#include "app/foyer/operatorwindow.h"
#include "app/foyer/tour/tourguide.h"
#include "sync/protocol/machine.h"
#include "ui/seatmap/seatmapview.h"

#include <QTemporaryDir>

#include <memory>

namespace foyer {

/// The guided tour: two ticket windows and a real booking server on a sample house of their own.
/// Finds an event in spite of a typo, picks, holds, loses a race to the other window, sells, and
/// looks at the other workspaces, light and dark, and opens a window again where it was left. GUI
/// thread.
class Tour final : public QObject
{
    Q_OBJECT

public:
    explicit Tour(const QString &pictureFolder);
    ~Tour() override;

    /// finished() follows.
    void start();

Q_SIGNALS:
    /// 0 when every step happened; else 1, and stderr says which did not.
    void finished(int exitCode);

private:
    void openWindows(const QUrl &server);
    void end(const QString &problem);
    void planSignIn();
    void planFinding();
    void planSelling();
    void planRace();
    void planBackOffice();
    void planDark();
    void planReopening();
    [[nodiscard]] std::unique_ptr<OperatorWindow> makeWindow(const QString &name,
                                                             const QString &folder);
    void addSignIn(OperatorWindow &window, const QString &person, const QString &title);

    [[nodiscard]] std::optional<SeatIndex> freeSeat(int rank) const;
    void pick(OperatorWindow &window, SeatIndex seat);
    [[nodiscard]] SeatLook look(OperatorWindow &window, SeatIndex seat) const;
    [[nodiscard]] static QWidget *part(OperatorWindow &window, const char *name);

    SystemClock m_clock;
    SystemRandom m_random;
    QTemporaryDir m_folder;
    EmbeddedServer m_server;
    TourGuide m_guide;
    std::unique_ptr<OperatorWindow> m_anna;
    std::unique_ptr<OperatorWindow> m_max;
    SeatIndex m_first; ///< the seats that the tour picks
    SeatIndex m_second;
    bool m_sold = false;
    OperatorWindow *m_loser = nullptr; ///< of the race for one seat
    bool m_reportShown = false;
    QUrl m_address;
    MapPlace m_leftAt; ///< of window 1, before it is closed and opened again
    EventId m_leftEvent;
};

} // namespace foyer
