#pragma once

#include "tests/faults/samplehall.h"
#include "tests/faults/seller.h"

#include <memory>
#include <vector>

namespace foyer {

/// Several windows that sell one hall at once. The functions check what they wait for with
/// QVERIFY, so they belong into tests. GUI thread.
class SellingCrowd final
{
public:
    /// Starts \a count new ones at \a address, and waits until each has sold something.
    void start(int count, const SampleHall &hall, const QUrl &address);
    /// Brings what is under way to its end; none may have anything to complain of.
    void stop();

    /// Sales of all that were acknowledged and not cancelled since.
    [[nodiscard]] QList<Seller::Sale> acknowledged() const;

private:
    std::vector<std::unique_ptr<Seller>> m_sellers;
};

/// What a program said, with the end it came to; -1 when it crashed.
struct ToolRun
{
    int exitCode = -1;
    QString text; ///< of both outputs
};

/// Runs foyerctl to its end while events go on: the sellers go on selling.
[[nodiscard]] ToolRun runFoyerctl(const QStringList &arguments);

} // namespace foyer
