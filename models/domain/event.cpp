#include "models/domain/event.h"

#include <QSet>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *eventStatusNames[] = {"draft", "published", "cancelled"};
constexpr qsizetype longestName = 200;
constexpr qsizetype mostPerformers = 100;

} // namespace

QString eventStatusName(EventStatus status)
{
    return QString::fromLatin1(eventStatusNames[int(status)]);
}

std::optional<EventStatus> eventStatusFromName(QStringView name)
{
    for (int i = 0; i < 3; ++i) {
        if (name == QLatin1StringView(eventStatusNames[i]))
            return EventStatus(i);
    }
    return std::nullopt;
}

Result<void> checked(const Event &event)
{
    const auto invalid = [](const QString &why) {
        return std::unexpected(refusal(RefusalCode::InvalidRecord, why));
    };
    if (event.name.trimmed().isEmpty() || event.name.size() > longestName)
        return invalid(u"An event needs a name of 1 to %1 characters."_s.arg(longestName));
    if (event.endDate <= event.startDate)
        return invalid(u"An event must end after it starts."_s);
    if (event.performers.size() > mostPerformers)
        return invalid(u"An event has at most %1 performers."_s.arg(mostPerformers));
    const QSet<PerformerId> different(event.performers.cbegin(), event.performers.cend());
    if (different.size() != event.performers.size())
        return invalid(u"A performer is named twice."_s);
    return checked(event.prices);
}

} // namespace foyer
