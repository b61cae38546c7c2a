#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <cstdio>

namespace foyer::bench {

/// One figure beside what it is measured against, in the same run.
struct Figure
{
    QString name;
    double value = 0;
    QString unit;
    QString reference; ///< what it is compared with
    double referenceValue = 0;
    double ratio = 0; ///< usually value / referenceValue; the goal speaks of it
    QString goal;     ///< "<= 1.2x fill"; empty when there is none
    bool holds = true;
};

/// Prints each figure as a line and keeps them all in one JSON file.
class Report final
{
public:
    /// Writes DIR/<name>.json: DIR is \a argument, else FOYER_BENCH_DIR, else build/bench.
    Report(const QString &name, const QString &argument)
    {
        const QString fromEnvironment = qEnvironmentVariable("FOYER_BENCH_DIR");
        const QString dir = !argument.isEmpty()          ? argument
                            : !fromEnvironment.isEmpty() ? fromEnvironment
                                                         : QStringLiteral("build/bench");
        QDir().mkpath(dir);
        m_path = dir + u'/' + name + QStringLiteral(".json");
    }

    void add(const Figure &figure)
    {
        m_figures.append(QJsonObject{{QStringLiteral("name"), figure.name},
                                     {QStringLiteral("value"), figure.value},
                                     {QStringLiteral("unit"), figure.unit},
                                     {QStringLiteral("reference"), figure.reference},
                                     {QStringLiteral("reference_value"), figure.referenceValue},
                                     {QStringLiteral("ratio"), figure.ratio},
                                     {QStringLiteral("goal"), figure.goal},
                                     {QStringLiteral("holds"), figure.holds}});
        std::printf("%-40s %12.4g %-6s %-18s %12.4g  ratio %9.4g  %-22s %s\n",
                    qPrintable(figure.name), figure.value, qPrintable(figure.unit),
                    qPrintable(figure.reference), figure.referenceValue, figure.ratio,
                    qPrintable(figure.goal),
                    figure.goal.isEmpty() ? ""
                    : figure.holds        ? "holds"
                                          : "FALLS SHORT");
        std::fflush(stdout);
    }

    /// \return whether the file could be written; says so when not.
    bool write() const
    {
        QFile file(m_path);
        const QByteArray json = QJsonDocument(m_figures).toJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
            std::fprintf(stderr, "cannot write %s: %s\n", qPrintable(m_path),
                         qPrintable(file.errorString()));
            return false;
        }
        std::printf("written to %s\n", qPrintable(m_path));
        return true;
    }

private:
    QString m_path;
    QJsonArray m_figures;
};

} // namespace foyer::bench
