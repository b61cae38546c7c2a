#include "sync/protocol/wirefield.h"

#include "models/domain/invariant.h"

#include <QStringList>

namespace foyer {

using namespace Qt::StringLiterals;

const std::array<const char *, 2> holdModeNames{"all_or_nothing", "as_many_as_possible"};
const std::array<const char *, 2> bookKindNames{"reserve", "sell"};
const std::array<const char *, 3> bookingStatusNames{"pending", "confirmed", "cancelled"};
const std::array<const char *, 3> eventStatusWireNames{"draft", "published", "cancelled"};
const std::array<const char *, 4> ticketStatusNames{"available", "held", "sold", "blocked"};
const std::array<const char *, 5> roleNames{"seller", "supervisor", "organizer", "manager",
                                            "admin"};
const std::array<const char *, 3> ticketUseNames{"pool", "blocked", "sale"};
const std::array<const char *, 5> paymentMethodNames{"cash", "account", "card", "voucher",
                                                     "exchange"};

void WirePath::push(Step step)
{
    FOYER_INVARIANT(m_depth < m_steps.size(), "no description is deeper than the path");
    m_steps.at(m_depth++) = step;
}

QString WirePath::toString() const
{
    QString text;
    for (size_t i = 0; i < m_depth; ++i) {
        const Step &step = m_steps.at(i);
        if (!step.name)
            text += u'[' + QString::number(step.index) + u']';
        else
            text += (text.isEmpty() ? u""_s : u"."_s) + QString::fromLatin1(step.name);
    }
    return text.isEmpty() ? u"The message"_s : text;
}

Refusal fieldMissing(const WirePath &path)
{
    return refusal(RefusalCode::Malformed, path.toString() + u" is missing."_s);
}

Refusal fieldWrong(const WirePath &path, const QString &expected)
{
    return refusal(RefusalCode::Malformed, path.toString() + u" must be "_s + expected + u'.');
}

Refusal fieldTooLarge(const WirePath &path, const QString &expected)
{
    return refusal(RefusalCode::TooLarge, path.toString() + u" must be "_s + expected + u'.');
}

QString expectedNumber(Range range)
{
    return u"a whole number from %1 to %2"_s.arg(range.least).arg(range.most);
}

QString expectedText(qsizetype least, qsizetype most)
{
    return u"text of %1 to %2 characters without NUL"_s.arg(least).arg(most);
}

QString expectedOneOf(ValueNames names)
{
    QStringList list;
    for (const char *name : names)
        list += QString::fromLatin1(name);
    return u"one of "_s + list.join(u", "_s);
}

QString expectedList(qsizetype least, qsizetype most)
{
    return u"a list of %1 to %2 members"_s.arg(least).arg(most);
}

bool isCleanText(QStringView text)
{
    return !text.contains(u'\0') && text.isValidUtf16();
}

} // namespace foyer
