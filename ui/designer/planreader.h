#pragma once

#include "models/seatmap/pretiximport.h"
#include "models/seatmap/seatgeometry.h"

#include <QObject>

#include <memory>
#include <thread>

namespace foyer {

/// A seating plan read from a file and ready to look at.
struct ReadPlan
{
    QString fileName; ///< without its folder
    SeatMap map;
    std::shared_ptr<const SeatGeometry> geometry;
    ImportReport report;
};

/// Reads a plan in pretix's or Foyer's format: whichever the file is.
/// \return Malformed, TooLarge or InvalidRecord in words. Any thread.
[[nodiscard]] Result<ReadPlan> readPlan(const QString &path);

/// Reads plans on a thread of its own, because a stadium takes a second; the answer comes in
/// the GUI thread, where the reader lives. One plan at a time: a newer question drops the older
/// answer. The destructor waits for the thread.
class PlanReader final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~PlanReader() override;

    void read(const QString &path);
    void forget(); ///< the answer on its way is not wanted any more

Q_SIGNALS:
    void planRead(const foyer::ReadPlan &plan);
    void planRefused(const QString &fileName, const foyer::Refusal &refusal);

private:
    std::jthread m_thread;
    quint32 m_question = 0; ///< GUI thread only
};

} // namespace foyer
