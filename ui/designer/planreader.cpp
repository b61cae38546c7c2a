#include "ui/designer/planreader.h"

#include "models/seatmap/seatmapformat.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// pretix plans have zones at the top, Foyer's maps have levels.
bool looksLikePretix(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object().contains("zones"_L1);
}

void countFoyerMap(const SeatMap &map, ImportReport &report)
{
    report.categories = qint32(map.categories.size());
    for (const Level &level : map.levels) {
        report.shapes += qint32(level.shapes.size());
        report.zones += qint32(level.sections.size());
        for (const Section &section : level.sections) {
            report.rows += qint32(section.rows.size());
            for (const Row &row : section.rows)
                report.seats += qint32(row.seats.size());
            for (const Table &table : section.tables)
                report.seats += qint32(table.seats.size());
        }
    }
}

} // namespace

Result<ReadPlan> readPlan(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(
            refusal(RefusalCode::NotFound,
                    QCoreApplication::translate("foyer::PlanReader", "The file cannot be read: %1.")
                        .arg(file.errorString())));
    if (file.size() > largestSeatMapBytes)
        return std::unexpected(
            refusal(RefusalCode::TooLarge,
                    QCoreApplication::translate("foyer::PlanReader",
                                                "The file is larger than 64 MB. A seating plan "
                                                "of 300,000 seats is smaller.")));
    const QByteArray json = file.readAll();
    ReadPlan plan{.fileName = QFileInfo(path).fileName()};
    if (looksLikePretix(json)) {
        Result<ImportedMap> imported = importPretixPlan(json);
        if (!imported)
            return std::unexpected(imported.error());
        plan.map = std::move(imported->map);
        plan.report = std::move(imported->report);
    } else {
        Result<SeatMap> map = seatMapFromJson(json);
        if (!map)
            return std::unexpected(map.error());
        plan.map = *std::move(map);
        countFoyerMap(plan.map, plan.report);
    }
    if (const Result<void> sound = checked(plan.map); !sound)
        return std::unexpected(sound.error());
    plan.geometry = SeatGeometry::compile(plan.map);
    return plan;
}

PlanReader::~PlanReader()
{
    if (m_thread.joinable())
        m_thread.join();
}

void PlanReader::read(const QString &path)
{
    const quint32 question = ++m_question;
    if (m_thread.joinable())
        m_thread.join();
    m_thread = std::jthread([this, path, question] {
        auto answer = std::make_shared<Result<ReadPlan>>(readPlan(path));
        QMetaObject::invokeMethod(
            this,
            [this, answer, path, question] {
                if (question != m_question)
                    return;
                if (*answer)
                    Q_EMIT planRead(**answer);
                else
                    Q_EMIT planRefused(QFileInfo(path).fileName(), answer->error());
            },
            Qt::QueuedConnection);
    });
}

void PlanReader::forget()
{
    ++m_question;
}

} // namespace foyer
