#include "sync/server/accounts/signindelay.h"

#include <algorithm>
#include <vector>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QByteArray accountKey(const QString &account)
{
    return "n:" + account.trimmed().toCaseFolded().left(200).toUtf8();
}

QByteArray addressKey(const QByteArray &address)
{
    return "a:" + address.left(100);
}

} // namespace

Result<void> SignInDelay::begin(const QString &account, const QByteArray &address, Tick now)
{
    const Milliseconds wait =
        std::max(waitOf(accountKey(account), now), waitOf(addressKey(address), now));
    if (wait > Milliseconds(0)) {
        Refusal refused =
            refusal(RefusalCode::RateLimited,
                    u"Too many wrong passwords. Wait %1 seconds, then try again."_s.arg(
                        (wait.count() + 999) / 1000));
        refused.retryAfter = wait;
        return std::unexpected(refused);
    }
    makeRoom(now);
    count(accountKey(account), freeTriesPerAccount, now);
    count(addressKey(address), freeTriesPerAddress, now);
    return {};
}

void SignInDelay::succeeded(const QString &account, const QByteArray &address)
{
    m_records.remove(accountKey(account));
    // Not the whole address: one's own account must not wash away guesses at another's.
    giveBack(addressKey(address));
}

void SignInDelay::withdrawn(const QString &account, const QByteArray &address)
{
    giveBack(accountKey(account));
    giveBack(addressKey(address));
}

Milliseconds SignInDelay::waitOf(const QByteArray &key, Tick now) const
{
    const auto record = m_records.constFind(key);
    if (record == m_records.cend() || now - record->last >= forgottenAfter)
        return Milliseconds(0);
    return std::max(Milliseconds(0), record->notBefore - now);
}

void SignInDelay::count(const QByteArray &key, int freeTries, Tick now)
{
    Record &record = m_records[key];
    if (now - record.last >= forgottenAfter)
        record = {};
    ++record.tries;
    record.last = now;
    const int tooMany = record.tries - freeTries;
    if (tooMany < 0)
        return;
    const Milliseconds delay = firstDelay * (qint64(1) << std::min(tooMany, 16));
    record.notBefore = now + std::min(delay, longestDelay);
}

void SignInDelay::giveBack(const QByteArray &key)
{
    const auto record = m_records.find(key);
    if (record == m_records.end())
        return;
    record->notBefore = Tick();
    if (--record->tries <= 0)
        m_records.erase(record);
}

void SignInDelay::makeRoom(Tick now)
{
    if (m_records.size() + 2 <= mostRemembered)
        return;
    m_records.removeIf(
        [now](const auto &entry) { return now - entry.value().last >= forgottenAfter; });
    if (m_records.size() + 2 <= mostRemembered)
        return;
    // Still full: the older half goes at once, so that a flood of names costs little each.
    std::vector<Tick> ages;
    ages.reserve(size_t(m_records.size()));
    for (const Record &record : std::as_const(m_records))
        ages.push_back(record.last);
    const auto middle = ages.begin() + qsizetype(ages.size() / 2);
    std::ranges::nth_element(ages, middle);
    m_records.removeIf([age = *middle](const auto &entry) { return entry.value().last <= age; });
}

} // namespace foyer
