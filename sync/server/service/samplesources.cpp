#include "sync/server/service/samplehouse.h"

#include <QDir>
#include <QFile>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

SampleSources embeddedSampleSources()
{
    SampleSources sources{.programme = contentOf(u":/samples/programme.json"_s), .venues = {}};
    const QDir folder(u":/samples/venues"_s);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        sources.venues.insert(name, contentOf(folder.filePath(name)));
    return sources;
}

} // namespace foyer
