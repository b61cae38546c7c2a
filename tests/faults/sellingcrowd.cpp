#include "tests/faults/sellingcrowd.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

void SellingCrowd::start(int count, const SampleHall &hall, const QUrl &address)
{
    SeededRandom random(20'261'124);
    m_sellers.clear();
    for (int i = 0; i < count; ++i) {
        m_sellers.push_back(
            std::make_unique<Seller>(random.next(), hall.event, hall.categoryOfSeat));
        m_sellers.back()->start(address);
    }
    const auto haveAllSold = [this] {
        return std::ranges::none_of(
            m_sellers, [](const auto &seller) { return seller->acknowledged().isEmpty(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(haveAllSold(), 120'000); // a password takes its time
}

void SellingCrowd::stop()
{
    for (const auto &seller : m_sellers) {
        seller->finish();
        QTRY_VERIFY_WITH_TIMEOUT(seller->isIdle(), 20'000);
        seller->stop();
        QVERIFY2(seller->complaints().isEmpty(), qPrintable(seller->complaints().join(u"; "_s)));
    }
}

QList<Seller::Sale> SellingCrowd::acknowledged() const
{
    QList<Seller::Sale> sales;
    for (const auto &seller : m_sellers)
        sales += seller->acknowledged();
    return sales;
}

ToolRun runFoyerctl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(FOYER_BINARY_DIR "/bin/foyerctl"), arguments);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning, 120'000); }();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAll())};
}

} // namespace foyer
