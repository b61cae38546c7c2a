#include "tests/server/service/fieldplaces.h"

#include "models/domain/invariant.h"

#include <QCborValue>
#include <QJsonDocument>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

// Stands in the field's place until the bytes are put there.
const QString marker = u"@@here@@"_s;

/// \a value with \a with at the path's rest; taken out when undefined.
QJsonValue putAt(const QJsonValue &value, std::span<const FieldPlace::JsonStep> path,
                 const QJsonValue &with)
{
    if (path.empty())
        return with;
    const FieldPlace::JsonStep &step = path.front();
    if (step.name.isEmpty()) {
        QJsonArray array = value.toArray();
        array[step.index] = putAt(array.at(step.index), path.subspan(1), with);
        return array;
    }
    QJsonObject object = value.toObject();
    const QJsonValue changed = putAt(object.value(step.name), path.subspan(1), with);
    if (changed.isUndefined())
        object.remove(step.name);
    else
        object.insert(step.name, changed);
    return object;
}

QCborValue putAt(const QCborValue &value, std::span<const qsizetype> path, const QCborValue &with)
{
    if (path.empty())
        return with;
    QCborArray array = value.toArray();
    const QCborValue changed = putAt(array.at(path.front()), path.subspan(1), with);
    if (changed.isUndefined())
        array.removeAt(path.front());
    else
        array[path.front()] = changed;
    return array;
}

QByteArray jsonWith(const ClientMessage &message, const FieldPlace &place, const QJsonValue &with)
{
    const QJsonObject whole = QJsonDocument::fromJson(encode(message, Encoding::Json)).object();
    const QJsonValue changed = putAt(whole, std::span(place.json), with);
    return QJsonDocument(changed.toObject()).toJson(QJsonDocument::Compact);
}

QByteArray cborWith(const ClientMessage &message, const FieldPlace &place, const QCborValue &with)
{
    const QCborValue whole = QCborValue::fromCbor(encode(message, Encoding::Cbor));
    return putAt(whole, std::span(place.cbor), with).toCbor();
}

QByteArray replaced(QByteArray frame, const QByteArray &mark, const QByteArray &bad)
{
    const qsizetype at = frame.indexOf(mark);
    FOYER_INVARIANT(at >= 0, "the field is in the frame");
    return frame.replace(at, mark.size(), bad);
}

} // namespace

QByteArray spoiledJson(const ClientMessage &message, const FieldPlace &place, const QByteArray &bad)
{
    return replaced(jsonWith(message, place, marker), '"' + marker.toLatin1() + '"', bad);
}

QByteArray spoiledCbor(const ClientMessage &message, const FieldPlace &place, const QByteArray &bad)
{
    return replaced(cborWith(message, place, marker), QCborValue(marker).toCbor(), bad);
}

QByteArray withoutField(const ClientMessage &message, const FieldPlace &place, Encoding encoding)
{
    return encoding == Encoding::Json ? jsonWith(message, place, QJsonValue::Undefined)
                                      : cborWith(message, place, QCborValue());
}

} // namespace foyer
