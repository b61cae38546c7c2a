#pragma once

#include "models/tables/pricetablemodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace foyer {

class Button;

/// The prices of an event: ticket types as columns, categories as rows. Type, paste from a
/// spreadsheet, Delete to stop selling a pair. A double click on a header renames the type.
class PricePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit PricePanel(QWidget *parent = nullptr);

    void setContent(const QList<Category> &categories, const PriceList &list);
    /// Says why there is no table ("Choose a venue first").
    void showInstead(const QString &text);
    [[nodiscard]] const PriceList &priceList() const { return m_model.priceList(); }
    [[nodiscard]] PriceTableModel &model() { return m_model; }
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTicketType();
    void renameType(int column);
    void removeType();
    void sayFault(const QString &text);
    void fitHeight();

    PriceTableModel m_model;
    QTableView *m_table;
    QComboBox *m_currency;
    QLabel *m_fault;
    QLabel *m_instead;
    Button *m_add;
    Button *m_remove;
};

} // namespace foyer
