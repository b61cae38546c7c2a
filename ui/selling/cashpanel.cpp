#include "ui/selling/cashpanel.h"

#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostTenders = 4;
constexpr qint64 notes[] = {5, 10, 20, 50, 100, 200, 500}; // in major units
} // namespace

namespace {

/// "150"; the cents only where there are some. The currency stands at the total above.
QString noteText(Money note)
{
    const QString decimal = note.toDecimal();
    const qsizetype point = decimal.indexOf(u'.');
    const bool isWhole =
        point < 0 || decimal.mid(point + 1).count(u'0') == decimal.size() - point - 1;
    return isWhole
               ? QLocale().toString(decimal.left(point < 0 ? decimal.size() : point).toLongLong())
               : note.toText(QLocale());
}

} // namespace

QList<Money> likelyTenders(Money total)
{
    QList<Money> tenders{total};
    const qint64 major =
        Money::fromText(u"1"_s, total.currency()).value_or(Money(1, total.currency())).minorUnits();
    for (const qint64 note : notes) {
        const qint64 unit = note * major;
        const Money rounded((total.minorUnits() + unit - 1) / unit * unit, total.currency());
        if (rounded > tenders.constLast() && tenders.size() < mostTenders)
            tenders.append(rounded);
    }
    return tenders;
}

CashPanel::CashPanel(QWidget *parent)
    : QWidget(parent)
    , m_amount(new QLineEdit)
    , m_notes(new QHBoxLayout)
    , m_change(new MoneyLabel(TextRole::Title))
    , m_changeName(makeLabel(tr("Change"), TextRole::Body, Tone::Muted))
    , m_problem(makeLabel({}, TextRole::Caption, Tone::Bad))
    , m_sell(new Button(ButtonKind::Primary, tr("Sell")))
{
    m_amount->setObjectName(u"cashTendered"_s);
    m_amount->setAccessibleName(tr("Cash handed over"));
    m_amount->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    m_amount->setFont(Theme::font(TextRole::Emphasis));
    m_sell->setObjectName(u"sellButton"_s);
    m_sell->setKeyHint(tr("Enter"));
    m_change->setObjectName(u"cashChange"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *back = new Button(ButtonKind::Quiet, tr("Back"));
    back->setKeyHint(tr("Esc"));
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, space::s, 0, 0);
    layout->setVerticalSpacing(space::s);
    layout->addWidget(makeLabel(tr("Cash handed over"), TextRole::Body, Tone::Muted), 0, 0);
    layout->addWidget(m_amount, 0, 1);
    m_notes->setSpacing(space::xs);
    layout->addLayout(m_notes, 1, 0, 1, 2);
    layout->addWidget(m_changeName, 2, 0);
    layout->addWidget(m_change, 2, 1);
    layout->addWidget(m_problem, 3, 0, 1, 2);
    layout->addWidget(back, 4, 0);
    layout->addWidget(m_sell, 4, 1);
    layout->setColumnStretch(1, 1);
    connect(m_amount, &QLineEdit::textChanged, this, &CashPanel::recompute);
    connect(m_amount, &QLineEdit::returnPressed, this, &CashPanel::sell);
    connect(m_sell, &QAbstractButton::clicked, this, &CashPanel::sell);
    connect(back, &QAbstractButton::clicked, this, &CashPanel::cancelled);
}

void CashPanel::begin(Money total)
{
    showProblem({});
    m_isSelling = false;
    m_total = total;
    offerNotes();
    const QString exact = total.toDecimal().replace(u'.', QLocale().decimalPoint());
    m_amount->setText(exact);
    m_amount->selectAll();
    m_amount->setFocus(Qt::ShortcutFocusReason);
    recompute();
}

void CashPanel::setTotal(Money total)
{
    if (total == m_total)
        return;
    m_total = total;
    offerNotes();
    recompute();
}

void CashPanel::offerNotes()
{
    while (QLayoutItem *item = m_notes->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Money &tender : likelyTenders(m_total)) {
        auto *note =
            new Button(ButtonKind::Secondary, tender == m_total ? tr("Exact") : noteText(tender));
        connect(note, &QAbstractButton::clicked, this, [this, tender] {
            m_amount->setText(tender.toDecimal().replace(u'.', QLocale().decimalPoint()));
            m_amount->setFocus(Qt::OtherFocusReason);
        });
        m_notes->addWidget(note, 1);
    }
}

std::optional<Money> CashPanel::tendered() const
{
    const std::optional<Money> typed = Money::fromText(m_amount->text(), m_total.currency());
    return typed && *typed >= m_total ? typed : std::nullopt;
}

void CashPanel::recompute()
{
    const std::optional<Money> typed = Money::fromText(m_amount->text(), m_total.currency());
    const bool isEnough = typed && *typed >= m_total;
    m_changeName->setText(typed && !isEnough ? tr("Still to pay") : tr("Change"));
    m_change->setMoney(!typed     ? Money::zero(m_total.currency())
                       : isEnough ? *typed - m_total
                                  : m_total - *typed);
    m_sell->setEnabled(isEnough && !m_isSelling);
}

void CashPanel::setSelling(bool selling)
{
    m_isSelling = selling;
    m_sell->setText(selling ? tr("Selling") : tr("Sell"));
    m_amount->setReadOnly(selling); // not disabled: the keyboard stays here
    recompute();
}

void CashPanel::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void CashPanel::sell()
{
    if (m_isSelling)
        return;
    if (const std::optional<Money> amount = tendered())
        Q_EMIT sellRequested(*amount);
    else
        showProblem(tr("Type an amount of at least %1.").arg(m_total.toText(QLocale())));
}

void CashPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace foyer
