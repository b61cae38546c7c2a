#include "app/foyerctl/command.h"
#include "app/foyerctl/housefile.h"
#include "models/seatmap/pretiximport.h"
#include "models/seatmap/seatmapformat.h"

#include <QFile>
#include <QSaveFile>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::unexpected(refusal(RefusalCode::NotFound,
                                       u"%1 cannot be read: %2."_s.arg(path, file.errorString())));
    }
    if (file.size() > largestSeatMapBytes) {
        return std::unexpected(
            refusal(RefusalCode::TooLarge, u"%1 is larger than a seat map may be."_s.arg(path)));
    }
    return file.readAll();
}

QString severityName(ImportSeverity severity)
{
    switch (severity) {
    case ImportSeverity::Note:
        return u"note"_s;
    case ImportSeverity::Repaired:
        return u"repaired"_s;
    case ImportSeverity::Dropped:
        break;
    }
    return u"dropped"_s;
}

void sayReport(const ImportReport &report)
{
    say(u"%1 zone(s), %2 row(s), %3 seat(s), %4 categories, %5 shape(s)"_s.arg(report.zones)
            .arg(report.rows)
            .arg(report.seats)
            .arg(report.categories)
            .arg(report.shapes));
    for (const ImportFinding &finding : report.findings) {
        say(u"%1: %2: %3"_s.arg(severityName(finding.severity), finding.place, finding.text));
    }
}

ExitCode checkMap(const QByteArray &content)
{
    const auto own = seatMapFromJson(content);
    const auto foreign = own ? Result<ImportedMap>() : importPretixPlan(content);
    if (!own && !foreign) {
        say(own.error().message);
        say(u"Nor is it a pretix plan: %1"_s.arg(foreign.error().message));
        return ExitCode::Contradiction;
    }
    if (!own)
        sayReport(foreign->report);
    if (const auto fine = checked(own ? *own : foreign->map); !fine) {
        say(fine.error().message);
        return ExitCode::Contradiction;
    }
    say(own ? u"The map is in order."_s : u"The pretix plan can be imported."_s);
    return ExitCode::Fine;
}

ExitCode importMap(const QByteArray &content, const QString &out)
{
    const auto imported = importPretixPlan(content);
    if (!imported)
        return failed(imported.error().message);
    sayReport(imported->report);
    if (const auto fine = checked(imported->map); !fine)
        return failed(fine.error().message);
    if (out.isEmpty())
        return ExitCode::Fine;
    QSaveFile file(out);
    if (!file.open(QIODevice::WriteOnly) || file.write(seatMapToJson(imported->map)) < 0 ||
        !file.commit())
        return failed(u"%1 cannot be written: %2."_s.arg(out, file.errorString()));
    say(u"Written to %1."_s.arg(out));
    return ExitCode::Fine;
}

} // namespace

ExitCode handleMaps(const QStringList &given)
{
    const auto arguments = parsed(given, {u"--out"_s});
    if (!arguments)
        return misused(arguments.error().message);
    const QString word = arguments->words.value(0);
    if (arguments->words.size() != 2 || (word != u"check"_s && word != u"import"_s))
        return misused(u"map check FILE or map import FILE."_s);
    const auto content = contentOf(arguments->words[1]);
    if (!content)
        return failed(content.error().message);
    return word == u"check"_s ? checkMap(*content)
                              : importMap(*content, arguments->options.value(u"--out"_s));
}

} // namespace foyer
