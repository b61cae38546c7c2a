#pragma once

#include "tests/support/seededrandom.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <vector>

namespace foyer {

/// A disk in memory that loses power at any moment a test likes. It remembers what was synced and,
/// beside it, every write and truncation since; when the power goes, each of those survives, is
/// lost, is torn between two sectors or changes places with another, as a seed decides.
///
/// What it promises is what SQLite may expect of a disk and no more: a write changes no byte
/// outside its range; sync() makes all earlier writes of that file and its name durable; a new or
/// removed name is durable from the next sync() of that name. A failed sync drops what it should
/// have written, and a later one that succeeds does not bring it back.
///
/// One thread at a time.
class CrashDisk final
{
public:
    enum class Answer : quint8 { Done, Full, Failed, NoPower };
    enum class Fault : quint8 {
        None,
        Full,       ///< no write that makes a file longer
        WriteFails, ///< a write writes nothing and says so
        SyncFails,
    };
    /// What is on the platter: content by file name. A cheap copy until one of both changes.
    using Image = std::map<QByteArray, QByteArray>;

    static constexpr qsizetype sectorSize = 512;

    // ---- what a file system asks of it. Every write, truncation, sync and removal is a point.
    [[nodiscard]] bool exists(const QByteArray &name) const;
    void create(const QByteArray &name);
    [[nodiscard]] Answer remove(const QByteArray &name);
    [[nodiscard]] Answer write(const QByteArray &name, qsizetype offset, QByteArrayView data);
    [[nodiscard]] Answer truncate(const QByteArray &name, qsizetype size);
    [[nodiscard]] Answer sync(const QByteArray &name);
    /// As the machine sees it, synced or not.
    [[nodiscard]] const QByteArray &content(const QByteArray &name) const;

    // ---- what a test does to it
    /// Points passed since the last power-up, planCrash() or planFault().
    [[nodiscard]] qint64 points() const { return m_points; }
    /// The power goes at the point \a point (the first is 1), while that is under way.
    void planCrash(qint64 point);
    /// From the point \a point on \a fault, for good or \a times times.
    void planFault(qint64 point, Fault fault, qint64 times = forGood);
    static constexpr qint64 forGood = -1;
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    void cutPower() { m_hasPower = false; }
    [[nodiscard]] bool hasPower() const { return m_hasPower; }
    /// Decides by \a seed what of the unsynced survives, and starts again without any plan.
    void powerUp(quint64 seed);
    [[nodiscard]] qint64 powerUps() const { return m_powerUps; }

    /// The content as the machine sees it, all of it durable; for copies to start trials from.
    [[nodiscard]] Image image() const;
    void load(const Image &image);

private:
    struct Change
    {
        enum class Kind : quint8 { Write, Truncate } kind;
        qsizetype offset; ///< for Truncate the new size
        QByteArray data;
    };
    struct File
    {
        bool isThere = false;      ///< as the machine sees it
        bool wasThere = false;     ///< on the platter
        bool isNew = false;        ///< created and not synced: on the platter is another file
        QByteArray seen;           ///< as the machine sees it
        QByteArray durable;        ///< on the platter
        std::vector<Change> since; ///< changes that are not synced, oldest first
    };

    [[nodiscard]] Answer passPoint(bool isSync, bool grows);
    void surviveFailedSync(File &file);
    static void apply(QByteArray &content, const Change &change);
    static void survive(File &file, SeededRandom &random);
    static void tear(QByteArray &content, const Change &change, SeededRandom &random);

    std::map<QByteArray, File> m_files;
    SeededRandom m_random{1};
    bool m_hasPower = true;
    qint64 m_points = 0;
    qint64 m_crashPoint = 0; ///< 0: none
    qint64 m_faultPoint = 0;
    qint64 m_faultTimes = 0;
    Fault m_fault = Fault::None;
    bool m_hasFailed = false;
    qint64 m_powerUps = 0;
};

} // namespace foyer
