#pragma once

#include "models/tables/pricetablemodel.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace foyer {

class Button;
class IconButton;
class PriceGrid;

/// The prices of an event: ticket types as columns, categories as rows. Type, paste from a
/// spreadsheet, Delete to stop selling a pair. A double click on a header, or the button under the
/// table, renames the type.
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
    /// See PriceGrid.
    [[nodiscard]] int comfortableWidth() const;
    [[nodiscard]] PriceGrid *table() const { return m_table; }

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addTicketType();
    void renameCurrentType();
    void renameType(int column);
    void removeType();
    void sayFault(const QString &text);
    /// What is hidden while there is no table.
    [[nodiscard]] QList<QWidget *> parts() const;

    PriceTableModel m_model;
    PriceGrid *m_table;
    QComboBox *m_currency;
    QLabel *m_fault;
    QLabel *m_instead;
    Button *m_add;
    IconButton *m_rename;
    IconButton *m_remove;
};

} // namespace foyer
