#include "models/domain/instant.h"

namespace foyer {

std::optional<Instant> Instant::fromIso(QStringView text)
{
    const QDateTime parsed = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    // Without an offset the text would mean a different moment on every machine.
    if (!parsed.isValid() || parsed.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return fromMs(parsed.toMSecsSinceEpoch());
}

QString Instant::toIso() const
{
    const bool whole = toMs() % 1000 == 0;
    return toDateTime().toString(whole ? Qt::ISODate : Qt::ISODateWithMs);
}

} // namespace foyer
