#include "ui/events/pricepanel.h"

#include "ui/events/pricegrid.h"
#include "ui/widgets/button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowestName = 120; ///< of the field to rename in

/// New records need an id before the server knows them.
TicketTypeId freshTicketType()
{
    return TicketTypeId(QUuid::createUuid());
}

} // namespace

PricePanel::PricePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(QLocale())
    , m_table(new PriceGrid(m_model))
    , m_currency(new QComboBox)
    , m_fault(makeLabel({}, TextRole::Caption, Tone::Bad))
    , m_instead(makeLabel({}, TextRole::Body, Tone::Muted))
    , m_add(new Button(ButtonKind::Quiet, tr("Add ticket type")))
    , m_rename(new IconButton(u"edit-rename"_s, tr("Rename ticket type")))
    , m_remove(new IconButton(u"list-remove"_s, tr("Remove ticket type")))
{
    m_table->setAccessibleName(tr("Prices by category and ticket type"));
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
    bar->addWidget(m_rename);
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
    connect(m_rename, &QToolButton::clicked, this, &PricePanel::renameCurrentType);
    connect(m_remove, &QToolButton::clicked, this, &PricePanel::removeType);
    connect(m_table->names(), &QHeaderView::sectionDoubleClicked, this, &PricePanel::renameType);
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
    for (QWidget *part : parts())
        part->show();
}

void PricePanel::showInstead(const QString &text)
{
    m_instead->setText(text);
    m_instead->show();
    for (QWidget *part : parts())
        part->hide();
}

int PricePanel::comfortableWidth() const
{
    return m_table->comfortableWidth();
}

void PricePanel::setReadOnly(bool readOnly)
{
    m_model.setReadOnly(readOnly);
    m_add->setEnabled(!readOnly);
    m_rename->setEnabled(!readOnly);
    m_remove->setEnabled(!readOnly);
    m_currency->setEnabled(!readOnly);
}

QList<QWidget *> PricePanel::parts() const
{
    return {m_table, m_add, m_rename, m_remove, m_currency};
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
    m_table->setCurrentIndex(m_model.index(0, m_model.columnCount() - 1));
    m_table->setFocus();
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

void PricePanel::renameCurrentType()
{
    const int column = m_table->currentIndex().column();
    if (column < 0)
        sayFault(tr("Choose a cell of the ticket type to rename."));
    else
        renameType(column);
}

void PricePanel::renameType(int column)
{
    m_fault->hide();
    PriceHeader *header = m_table->names();
    m_table->scrollTo(m_model.index(0, column));
    const int width =
        qMin(qMax(header->sectionSize(column), narrowestName), header->viewport()->width());
    const int left =
        qBound(0, header->sectionViewportPosition(column), header->viewport()->width() - width);
    auto *edit = new QLineEdit(header->viewport());
    edit->setText(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    edit->setAccessibleName(tr("Name of the ticket type"));
    edit->setGeometry(left, 0, width, header->height());
    edit->selectAll();
    edit->show();
    edit->setFocus();
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, column] {
        // Enter finishes, and so does the focus that goes to the table then: once is enough.
        edit->disconnect(this);
        const bool hadKeys = edit->hasFocus();
        if (!edit->text().trimmed().isEmpty())
            m_model.renameTicketType(column, edit->text().trimmed());
        edit->deleteLater();
        if (hadKeys)
            m_table->setFocus();
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
