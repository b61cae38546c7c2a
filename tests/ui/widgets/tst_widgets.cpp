#include "ui/widgets/availabilitybar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/toast.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

/// The parts that every workspace shares, as people use them.
class WidgetsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void enterAndSpacePressAButton()
    {
        Button button(ButtonKind::Primary, u"Sell"_s);
        QSignalSpy clicks(&button, &QPushButton::clicked);
        QTest::keyClick(&button, Qt::Key_Return);
        QTest::keyClick(&button, Qt::Key_Space);
        QCOMPARE(clicks.count(), 2);
    }

    void anIconButtonSaysItsNameAndKey()
    {
        const IconButton button(u"list-add"_s, u"Zoom in"_s, QKeySequence(u"+"_s));
        QCOMPARE(button.accessibleName(), u"Zoom in"_s);
        QVERIFY(button.toolTip().contains(u"Zoom in"_s) && button.toolTip().contains(u'+'));
    }

    void aLongNameElidesAndKeepsItsText()
    {
        ElidedLabel label(u"The carnival of the animals and other stories"_s);
        label.resize(80, 20);
        QVERIFY(label.isElided());
        label.resize(2000, 20);
        QVERIFY(!label.isElided());
        QCOMPARE(label.text(), u"The carnival of the animals and other stories"_s);
    }

    void moneyIsNeverCut()
    {
        MoneyLabel label(TextRole::Figure);
        label.setMoney(Money(123'456'789, Currency::of("EUR")));
        QVERIFY(label.minimumSizeHint().width() >=
                label.fontMetrics().horizontalAdvance(label.text()));
    }

    void theSearchFieldStepsTheListAndClearsWithEscape()
    {
        SearchField field(u"Find"_s);
        QSignalSpy steps(&field, &SearchField::stepped);
        QTest::keyClicks(&field, u"bach"_s);
        QTest::keyClick(&field, Qt::Key_Down);
        QTest::keyClick(&field, Qt::Key_PageUp);
        QCOMPARE(steps.at(0).at(0).toInt(), 1);
        QCOMPARE(steps.at(1).at(0).toInt(), -10);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
    }

    void aSkeletonWaitsBeforeItShows()
    {
        StatePane pane;
        pane.resize(200, 300);
        const QImage before = pane.grab().toImage();
        pane.showLoading();
        QCOMPARE(pane.grab().toImage(), before);
        QTRY_VERIFY(pane.grab().toImage() != before);
        QVERIFY(pane.isLoading());
        pane.showEmpty(u"search"_s, u"Nothing found"_s, {});
        QVERIFY(!pane.isLoading());
        QCOMPARE(pane.title(), u"Nothing found"_s);
    }

    void aBannerIsAsHighAsItsWords()
    {
        QWidget window;
        Banner banner(&window);
        banner.resize(600, 40);
        banner.showMessage(Tone::Warn, u"Short"_s);
        const int oneLine = banner.height();
        banner.resize(160, banner.height());
        banner.showMessage(Tone::Warn, u"A line of words that is much too long for this width"_s);
        QVERIFY(banner.height() > oneLine);
        QSignalSpy acts(&banner, &Banner::actionTriggered);
        banner.showMessage(Tone::Warn, u"Ended"_s, u"Take them again"_s);
        banner.findChild<QPushButton *>()->click();
        QCOMPARE(acts.count(), 1);
    }

    void thereIsOneToastAWindow()
    {
        QWidget window;
        window.resize(400, 300);
        Toast::say(&window, u"Saved"_s);
        Toast::say(&window, u"Published"_s);
        const QList<Toast *> toasts = window.findChildren<Toast *>();
        QCOMPARE(toasts.size(), 1);
        QCOMPARE(toasts.constFirst()->text(), u"Published"_s);
        QVERIFY(window.rect().contains(toasts.constFirst()->geometry()));
    }

    void whatIsLeftIsSaidInWords_data()
    {
        QTest::addColumn<qint32>("available");
        QTest::addColumn<qint32>("capacity");
        QTest::addColumn<QString>("words");
        QTest::newRow("plenty") << 214 << 2100 << u"214 left"_s;
        QTest::newRow("a twentieth is the last") << 105 << 2100 << u"last 105"_s;
        QTest::newRow("none") << 0 << 2100 << u"sold out"_s;
    }

    void whatIsLeftIsSaidInWords()
    {
        QFETCH(qint32, available);
        QFETCH(qint32, capacity);
        QTEST(availabilityText(available, capacity), "words");
    }

    void aFlowWrapsAndMirrors()
    {
        QWidget box;
        auto *flow = new FlowLayout(&box);
        flow->setSpacing(10);
        for (int i = 0; i < 3; ++i) {
            auto *item = new QWidget;
            item->setMinimumSize(100, 20);
            item->setMaximumSize(100, 20);
            flow->addWidget(item);
        }
        QVERIFY(flow->heightForWidth(1000) < flow->heightForWidth(150));
        box.setLayoutDirection(Qt::RightToLeft);
        box.resize(1000, 20);
        flow->setGeometry(box.rect());
        QVERIFY(flow->itemAt(0)->geometry().left() > flow->itemAt(1)->geometry().left());
    }
};

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
