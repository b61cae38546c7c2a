#pragma once

#include "tests/faults/crashscenarios.h"
#include "tests/support/crashvfs.h"

#include <QStringList>

namespace foyer {

/// What goes wrong in one trial.
struct CrashPlan
{
    qint64 point = 1; ///< where, counted from the opening of the ledger
    quint64 seed = 1; ///< what survives
    CrashDisk::Fault fault = CrashDisk::Fault::None; ///< None: the power goes
    qint64 faultTimes = CrashDisk::forGood;
    bool syncsEveryCommit = true;
};

/// Takes one scenario through crashes: runs its steps until the planned fault, loses the power,
/// loses it once more while the ledger recovers, and then asks the ledger for everything it has
/// acknowledged.
class CrashTrials final
{
public:
    /// Runs the scenario once without a fault, to know what the answers and the states between
    /// the steps are. \a vfs must outlive the trials and be SQLite's default.
    CrashTrials(CrashVfs &vfs, const CrashScenario &scenario);

    /// How many points the whole scenario has, from opening the ledger to closing it.
    [[nodiscard]] qint64 points() const { return m_points; }
    /// One trial. A point beyond the last one loses the power when all is done.
    /// \return what contradicts the promises, empty when nothing does.
    [[nodiscard]] QStringList run(const CrashPlan &plan);

private:
    struct Trial;

    /// Everything a reader can see of the ledger, as bytes.
    [[nodiscard]] QByteArray stateOf(Ledger &ledger) const;
    [[nodiscard]] size_t performUntilFault(const CrashPlan &plan, QStringList &complaints);
    void checkRefusal(const Refusal &refusal, const CrashPlan &plan, QStringList &complaints) const;
    void crashInRecovery(quint64 seed);
    void checkRecovered(size_t acknowledged, QStringList &complaints);
    void goOn(Ledger &ledger, size_t done, QStringList &complaints) const;
    static void checkChain(QStringList &complaints);

    CrashVfs &m_vfs;
    const CrashScenario &m_scenario;
    std::vector<QByteArray> m_answers; ///< of the steps, in order
    std::vector<QByteArray> m_states;  ///< before the first step, and after each
    qint64 m_points = 0;
};

} // namespace foyer
