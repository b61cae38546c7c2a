#include "ui/events/pricepanel.h"

#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int priceRowHeight = 32;
constexpr int mostPriceRows = 8;
constexpr int narrowestPrice = 84; ///< a price of three digits is never elided

/// New records need an id before the server knows them.
TicketTypeId freshTicketType()
{
    return TicketTypeId(QUuid::createUuid());
}

} // namespace

PricePanel::PricePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(QLocale())
    , m_table(new QTableView)
    , m_currency(new QComboBox)
    , m_fault(makeLabel({}, TextRole::Caption, Tone::Bad))
    , m_instead(makeLabel({}, TextRole::Body, Tone::Muted))
    , m_add(new Button(ButtonKind::Quiet, tr("Add ticket type")))
    , m_remove(new Button(ButtonKind::Quiet, tr("Remove")))
{
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Prices by category and ticket type"));
    m_table->setTabKeyNavigation(true);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::AnyKeyPressed);
    m_table->verticalHeader()->setDefaultSectionSize(priceRowHeight);
    m_table->verticalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setMinimumSectionSize(narrowestPrice);
    m_table->horizontalHeader()->setTextElideMode(Qt::ElideRight);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setToolTip(tr("Double click to rename"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->installEventFilter(this);
    for (const QString &code : {u"EUR"_s, u"USD"_s, u"GBP"_s, u"CHF"_s, u"JPY"_s, u"SEK"_s})
        m_currency->addItem(code);
    m_currency->setAccessibleName(tr("Currency"));
    m_add->setIconName(u"list-add"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_instead->setWordWrap(true);
    m_instead->hide();
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::s);
    bar->addWidget(m_add);
    bar->addWidget(m_remove);
    bar->addStretch(1);
    bar->addWidget(m_currency);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(m_instead);
    column->addWidget(m_table);
    column->addWidget(m_fault);
    column->addLayout(bar);
    connect(m_add, &QPushButton::clicked, this, &PricePanel::addTicketType);
    connect(m_remove, &QPushButton::clicked, this, &PricePanel::removeType);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionDoubleClicked, this,
            &PricePanel::renameType);
    connect(m_currency, &QComboBox::textActivated, this, [this](const QString &code) {
        m_model.setCurrency(Currency::fromCode(code).value_or(Currency::of("EUR")));
    });
    connect(&m_model, &PriceTableModel::edited, this, [this] {
        m_fault->hide();
        Q_EMIT edited();
    });
    connect(&m_model, &PriceTableModel::refused, this, [this](const QString &text) {
        sayFault(tr("\"%1\" is not an amount in %2. Write it like 12.50.")
                     .arg(text, m_model.priceList().currency.code()));
    });
}

void PricePanel::setContent(const QList<Category> &categories, const PriceList &list)
{
    m_model.setContent(categories, list);
    const QString code = list.currency.code();
    if (m_currency->findText(code) < 0)
        m_currency->addItem(code);
    m_currency->setCurrentText(code);
    m_instead->hide();
    m_fault->hide();
    m_table->show();
    m_add->show();
    m_remove->show();
    m_currency->show();
    fitHeight();
}

void PricePanel::showInstead(const QString &text)
{
    m_instead->setText(text);
    m_instead->show();
    for (QWidget *part : {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_add),
                          static_cast<QWidget *>(m_remove), static_cast<QWidget *>(m_currency)})
        part->hide();
}

void PricePanel::setReadOnly(bool readOnly)
{
    m_model.setReadOnly(readOnly);
    m_add->setEnabled(!readOnly);
    m_remove->setEnabled(!readOnly);
    m_currency->setEnabled(!readOnly);
}

void PricePanel::fitHeight()
{
    const int rows = qBound(1, m_model.rowCount(), mostPriceRows);
    m_table->setFixedHeight(rows * priceRowHeight +
                            m_table->horizontalHeader()->sizeHint().height() +
                            2 * m_table->frameWidth() + 2);
}

void PricePanel::addTicketType()
{
    const QStringList usual{tr("Adult"), tr("Child"), tr("Concession"), tr("Student")};
    QStringList taken;
    for (const TicketType &type : m_model.priceList().ticketTypes)
        taken.append(type.name);
    QString name = tr("Ticket type %1").arg(taken.size() + 1);
    for (const QString &candidate : usual) {
        if (!taken.contains(candidate)) {
            name = candidate;
            break;
        }
    }
    m_model.addTicketType({freshTicketType(), name});
}

void PricePanel::removeType()
{
    const int column = m_table->currentIndex().column();
    if (column < 0)
        sayFault(tr("Choose a cell of the ticket type to remove."));
    else if (m_model.columnCount() == 1)
        sayFault(tr("An event needs at least one ticket type."));
    else
        m_model.removeTicketType(column);
}

void PricePanel::renameType(int column)
{
    QHeaderView *header = m_table->horizontalHeader();
    auto *edit = new QLineEdit(header->viewport());
    edit->setText(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    edit->setAccessibleName(tr("Name of the ticket type"));
    edit->setGeometry(header->sectionViewportPosition(column), 0, header->sectionSize(column),
                      header->height());
    edit->selectAll();
    edit->show();
    edit->setFocus();
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, column] {
        if (!edit->text().trimmed().isEmpty())
            m_model.renameTicketType(column, edit->text().trimmed());
        edit->deleteLater();
    });
}

void PricePanel::sayFault(const QString &text)
{
    m_fault->setText(text);
    m_fault->show();
}

bool PricePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const QModelIndex current = m_table->currentIndex();
    if (key->matches(QKeySequence::Paste) && current.isValid()) {
        m_model.paste(current, QGuiApplication::clipboard()->text());
        return true;
    }
    if (key->key() == Qt::Key_Delete) {
        const QModelIndexList cells = m_table->selectionModel()->selectedIndexes();
        for (const QModelIndex &cell : cells)
            m_model.setData(cell, QString(), Qt::EditRole);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
