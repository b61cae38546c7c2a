#include "ui/events/performerpicker.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QPointer>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostOffers = 6;
constexpr int mostRowsShown = 5;
constexpr int pickerRowHeight = 30;

} // namespace

PerformerPicker::PerformerPicker(EventDesk &desk, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_search(new SearchField(tr("Add a performer")))
    , m_offers(new QListWidget)
    , m_chosen(new QListWidget)
    , m_fault(makeLabel({}, TextRole::Caption, Tone::Bad))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(m_chosen);
    column->addWidget(m_search);
    column->addWidget(m_offers);
    column->addWidget(m_fault);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_offers->setAccessibleName(tr("Performers found"));
    m_offers->setFocusPolicy(Qt::NoFocus);
    m_offers->hide();
    m_chosen->setAccessibleName(tr("Performers, in billing order"));
    m_chosen->setDragDropMode(QAbstractItemView::InternalMove);
    m_chosen->setToolTip(tr("Drag to reorder, Delete to take away"));
    m_search->installEventFilter(this);
    m_chosen->installEventFilter(this);
    connect(m_search, &QLineEdit::textEdited, this, &PerformerPicker::offer);
    connect(m_offers, &QListWidget::itemClicked, this,
            [this](const QListWidgetItem *item) { takeOffer(m_offers->row(item)); });
    connect(m_chosen->model(), &QAbstractItemModel::rowsMoved, this, &PerformerPicker::edited);
    fitHeight();
}

void PerformerPicker::setPerformers(const QList<PerformerId> &performers)
{
    m_chosen->clear();
    for (const PerformerId &id : performers) {
        const std::optional<Performer> performer = m_desk.performer(id);
        auto *item = new QListWidgetItem(performer ? performer->name : tr("Unknown performer"));
        item->setData(Qt::UserRole, id.uuid());
        m_chosen->addItem(item);
    }
    m_search->clear();
    m_offers->hide();
    m_fault->hide();
    fitHeight();
}

QList<PerformerId> PerformerPicker::performers() const
{
    QList<PerformerId> ids;
    for (int row = 0; row < m_chosen->count(); ++row)
        ids.append(PerformerId(m_chosen->item(row)->data(Qt::UserRole).toUuid()));
    return ids;
}

void PerformerPicker::setReadOnly(bool readOnly)
{
    m_search->setVisible(!readOnly);
    m_chosen->setEnabled(!readOnly);
}

void PerformerPicker::offer(const QString &text)
{
    m_offers->clear();
    const QString typed = text.trimmed();
    m_offers->setVisible(!typed.isEmpty());
    if (typed.isEmpty())
        return;
    const QList<Performer> found = m_desk.performers(typed, mostOffers);
    const QList<PerformerId> already = performers();
    bool isKnown = false;
    for (const Performer &performer : found) {
        isKnown = isKnown || performer.name.compare(typed, Qt::CaseInsensitive) == 0;
        if (already.contains(performer.id))
            continue;
        auto *item = new QListWidgetItem(performer.type.isEmpty()
                                             ? performer.name
                                             : u"%1, %2"_s.arg(performer.name, performer.type));
        item->setData(Qt::UserRole, performer.id.uuid());
        item->setData(Qt::UserRole + 1, performer.name);
        m_offers->addItem(item);
    }
    if (!isKnown)
        m_offers->addItem(tr("Add \"%1\" as a new performer").arg(typed));
    m_offers->setFixedHeight(qMax(1, m_offers->count()) * pickerRowHeight + space::s);
    m_offers->setCurrentRow(0);
}

void PerformerPicker::takeOffer(int row)
{
    const QListWidgetItem *item = m_offers->item(row);
    if (item == nullptr)
        return;
    const QVariant id = item->data(Qt::UserRole);
    const QString typed = m_search->text().trimmed();
    m_search->clear();
    m_offers->hide();
    m_fault->hide();
    if (id.isValid()) {
        addPerformer(PerformerId(id.toUuid()), item->data(Qt::UserRole + 1).toString());
        return;
    }
    m_desk.addPerformer(
        typed, {}, [guard = QPointer(this), typed](const Result<PerformerId> &answer) {
            if (!guard)
                return;
            if (answer) {
                guard->addPerformer(*answer, typed);
                return;
            }
            guard->m_search->setText(typed);
            guard->m_fault->setText(tr("%1 was not added: %2").arg(typed, answer.error().message));
            guard->m_fault->show();
        });
}

void PerformerPicker::addPerformer(const PerformerId &id, const QString &name)
{
    auto *item = new QListWidgetItem(name);
    item->setData(Qt::UserRole, id.uuid());
    m_chosen->addItem(item);
    fitHeight();
    Q_EMIT edited();
}

void PerformerPicker::removeChosen()
{
    delete m_chosen->takeItem(m_chosen->currentRow());
    fitHeight();
    Q_EMIT edited();
}

void PerformerPicker::fitHeight()
{
    m_chosen->setVisible(m_chosen->count() > 0);
    m_chosen->setFixedHeight(qMin(m_chosen->count(), mostRowsShown) * pickerRowHeight + space::s);
}

bool PerformerPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_chosen && key == Qt::Key_Delete && m_chosen->currentItem() != nullptr) {
        removeChosen();
        return true;
    }
    if (watched != m_search || m_offers->isHidden())
        return QWidget::eventFilter(watched, event);
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        const int row = m_offers->currentRow() + (key == Qt::Key_Up ? -1 : 1);
        m_offers->setCurrentRow(qBound(0, row, m_offers->count() - 1));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        takeOffer(m_offers->currentRow());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
