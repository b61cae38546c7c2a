#pragma once

#include "models/domain/refusal.h"
#include "models/seatmap/pretiximport.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

namespace foyer {

/// A place in a pretix plan, in its own units.
struct PlanPoint
{
    double x = 0;
    double y = 0;
};

struct PlanSeat
{
    QString guid;
    QString number;
    QString category;
    PlanPoint at; ///< zone and row positions added
};

struct PlanRow
{
    QString label;
    QList<PlanSeat> seats;
};

struct PlanZone
{
    QString name;
    PlanPoint at;
    QList<PlanRow> rows;
    QList<QJsonObject> areas;
};

struct PlanCategory
{
    QString name;
    quint32 color = 0x808080;
};

/// Gathers findings: like ones of one place become one, with how often they were found.
class FindingList final
{
public:
    /// \a text may hold %1 for the number of times.
    void add(ImportSeverity severity, const QString &place, const QString &text);
    /// In the order of their first appearance; at most 1,000, the last then says how many more.
    [[nodiscard]] QList<ImportFinding> gathered() const;

private:
    struct Counted
    {
        ImportFinding finding;
        qint32 times = 0;
    };
    QList<Counted> m_findings;
    QHash<QString, qsizetype> m_byText;
};

/// A pretix seating plan, read leniently: what cannot be read is reported and left out.
struct PretixPlan
{
    QString name;
    QList<PlanCategory> categories;
    QList<PlanZone> zones;
};

/// \return Malformed when \a json is no such plan, TooLarge over the limits.
[[nodiscard]] Result<PretixPlan> readPretixPlan(const QByteArray &json, FindingList &findings);

/// The number of \a object under \a key, if it is a finite number.
[[nodiscard]] std::optional<double> planNumber(const QJsonObject &object, QStringView key);
/// The {"x": .., "y": ..} of \a object under \a key.
[[nodiscard]] std::optional<PlanPoint> planPoint(const QJsonObject &object, QStringView key);

/// "Zone \"Ground floor\"".
[[nodiscard]] QString zonePlace(const QString &zone);

} // namespace foyer
