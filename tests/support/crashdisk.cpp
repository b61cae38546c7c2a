#include "tests/support/crashdisk.h"

#include <algorithm>
#include <utility>

namespace foyer {

bool CrashDisk::exists(const QByteArray &name) const
{
    const auto file = m_files.find(name);
    return file != m_files.end() && file->second.isThere;
}

void CrashDisk::create(const QByteArray &name)
{
    File &file = m_files[name];
    if (file.isThere)
        return;
    file.isThere = true;
    file.isNew = true;
    file.seen.clear();
    file.since.clear();
}

CrashDisk::Answer CrashDisk::remove(const QByteArray &name)
{
    if (const Answer answer = passPoint(false, false); answer != Answer::Done)
        return answer;
    m_files[name].isThere = false;
    return Answer::Done;
}

CrashDisk::Answer CrashDisk::write(const QByteArray &name, qsizetype offset, QByteArrayView data)
{
    File &file = m_files[name];
    const bool hadPower = m_hasPower;
    const Answer answer = passPoint(false, offset + data.size() > file.seen.size());
    const bool isUnderWay = answer == Answer::Done || (hadPower && answer == Answer::NoPower);
    if (!isUnderWay)
        return answer;
    file.since.push_back({Change::Kind::Write, offset, data.toByteArray()});
    apply(file.seen, file.since.back());
    return answer;
}

CrashDisk::Answer CrashDisk::truncate(const QByteArray &name, qsizetype size)
{
    File &file = m_files[name];
    const bool hadPower = m_hasPower;
    const Answer answer = passPoint(false, size > file.seen.size());
    if (answer != Answer::Done && !(hadPower && answer == Answer::NoPower))
        return answer;
    file.since.push_back({Change::Kind::Truncate, size, {}});
    apply(file.seen, file.since.back());
    return answer;
}

CrashDisk::Answer CrashDisk::sync(const QByteArray &name)
{
    File &file = m_files[name];
    const Answer answer = passPoint(true, false);
    if (answer == Answer::Failed)
        surviveFailedSync(file);
    if (answer != Answer::Done)
        return answer;
    file.wasThere = file.isThere;
    file.isNew = false;
    file.durable = file.seen;
    file.since.clear();
    return Answer::Done;
}

const QByteArray &CrashDisk::content(const QByteArray &name) const
{
    static const QByteArray nothing;
    const auto file = m_files.find(name);
    return file != m_files.end() && file->second.isThere ? file->second.seen : nothing;
}

void CrashDisk::planCrash(qint64 point)
{
    m_points = 0;
    m_crashPoint = point;
}

void CrashDisk::planFault(qint64 point, Fault fault, qint64 times)
{
    m_points = 0;
    m_faultPoint = point;
    m_fault = fault;
    m_faultTimes = times;
    m_hasFailed = false;
}

/// Counts the point and says what becomes of what is asked there.
CrashDisk::Answer CrashDisk::passPoint(bool isSync, bool grows)
{
    if (!m_hasPower)
        return Answer::NoPower;
    ++m_points;
    if (m_points == m_crashPoint) {
        m_hasPower = false;
        return Answer::NoPower;
    }
    if (m_fault == Fault::None || m_points < m_faultPoint || m_faultTimes == 0)
        return Answer::Done;
    const bool isMeant = m_fault == Fault::SyncFails    ? isSync
                         : m_fault == Fault::WriteFails ? !isSync
                                                        : grows;
    if (!isMeant)
        return Answer::Done;
    m_hasFailed = true;
    if (m_faultTimes > 0)
        --m_faultTimes;
    return m_fault == Fault::Full ? Answer::Full : Answer::Failed;
}

/// As Linux does it: the pages count as written from now on, whether they were or not.
void CrashDisk::surviveFailedSync(File &file)
{
    survive(file, m_random);
}

void CrashDisk::apply(QByteArray &content, const Change &change)
{
    if (change.kind == Change::Kind::Truncate) {
        const qsizetype before = content.size();
        content.resize(change.offset);
        if (change.offset > before)
            std::fill(content.begin() + before, content.end(), '\0');
        return;
    }
    const qsizetype before = content.size();
    const qsizetype end = change.offset + change.data.size();
    if (end > before) {
        content.resize(end);
        if (change.offset > before)
            std::fill(content.begin() + before, content.begin() + change.offset, '\0');
    }
    std::ranges::copy(change.data, content.begin() + change.offset);
}

/// Some sectors of a write arrive. Where the file had ended before, what is there instead is
/// zeros or whatever lay on the disk.
void CrashDisk::tear(QByteArray &content, const Change &change, SeededRandom &random)
{
    const qsizetype before = content.size();
    const qsizetype end = change.offset + change.data.size();
    const bool hasJunk = random.chance(50);
    if (end > before)
        apply(content, {Change::Kind::Truncate, end, {}});
    for (qsizetype at = change.offset; at < end;) {
        const qsizetype next = std::min(end, (at / sectorSize + 1) * sectorSize);
        if (random.chance(50))
            std::copy(change.data.begin() + (at - change.offset),
                      change.data.begin() + (next - change.offset), content.begin() + at);
        else if (hasJunk && at >= before)
            std::generate(content.begin() + at, content.begin() + next,
                          [&random] { return char(random.next()); });
        at = next;
    }
}

/// Decides what of a file's unsynced changes is on the platter after all.
void CrashDisk::survive(File &file, SeededRandom &random)
{
    std::vector<Change> changes = std::move(file.since);
    file.since.clear();
    if (file.isThere != file.wasThere || file.isNew) { // the folder, too, is written some time
        if (random.chance(50))
            return; // what was there before, and nothing of a new file of that name
        file.wasThere = file.isThere;
        if (file.isNew)
            file.durable.clear();
        file.isNew = false;
    }
    const int kind = int(random.below(8));
    if (kind == 0) // the cache had written nothing
        return;
    if (kind == 1) { // it had written everything
        for (const Change &change : changes)
            apply(file.durable, change);
        return;
    }
    if (kind == 2) // and in another order
        for (size_t i = changes.size(); i > 1; --i)
            std::swap(changes[i - 1], changes[random.below(i)]);
    const int survivors = int(random.below(100));
    for (const Change &change : changes) {
        if (random.chance(survivors))
            apply(file.durable, change);
        else if (change.kind == Change::Kind::Write && random.chance(50))
            tear(file.durable, change, random);
    }
}

void CrashDisk::powerUp(quint64 seed)
{
    SeededRandom random(seed);
    for (auto &[name, file] : m_files) {
        survive(file, random);
        if (!file.wasThere)
            file.durable.clear();
    }
    std::erase_if(m_files, [](const auto &entry) { return !entry.second.wasThere; });
    for (auto &[name, file] : m_files) {
        file.isThere = true;
        file.isNew = false;
        file.seen = file.durable;
    }
    m_random = SeededRandom(random.next());
    m_hasPower = true;
    m_points = m_crashPoint = m_faultPoint = 0;
    m_fault = Fault::None;
    m_hasFailed = false;
    ++m_powerUps;
}

CrashDisk::Image CrashDisk::image() const
{
    Image image;
    for (const auto &[name, file] : m_files) {
        if (file.isThere)
            image.emplace(name, file.seen);
    }
    return image;
}

void CrashDisk::load(const Image &image)
{
    m_files.clear();
    for (const auto &[name, content] : image)
        m_files.emplace(name, File{.isThere = true,
                                   .wasThere = true,
                                   .isNew = false,
                                   .seen = content,
                                   .durable = content,
                                   .since = {}});
    powerUp(1);
}

} // namespace foyer
