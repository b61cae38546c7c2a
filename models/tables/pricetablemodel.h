#pragma once

#include "models/domain/pricing.h"
#include "models/seatmap/seatmap.h"

#include <QAbstractTableModel>
#include <QLocale>

#include <optional>

namespace foyer {

/// Reads an amount as people of \a locale write it: "1.234,50 €", "12,5", "12.50 EUR".
///
/// The currency's sign or code may stand before or after it. The last of '.' and ',' is the
/// decimal point, except where it can only be the locale's thousands separator ("1.234" in
/// German). Nothing for letters, a minus, or more digits than the currency has.
[[nodiscard]] std::optional<Money> moneyFromLocaleText(const QString &text, Currency currency,
                                                       const QLocale &locale);

/// The price matrix of an event: one row a category, one column a ticket type, each cell a price
/// or empty (not sold). Editable; the text typed is read by moneyFromLocaleText(). GUI thread.
class PriceTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { ColorRole = Qt::UserRole }; ///< of the row header: QRgb of the category

    explicit PriceTableModel(const QLocale &locale, QObject *parent = nullptr);

    /// Shows \a categories and the prices of \a list. Prices of categories that are not shown
    /// (another map) are dropped.
    void setContent(const QList<Category> &categories, const PriceList &list);
    /// The prices as they are now; ticket types included.
    [[nodiscard]] const PriceList &priceList() const { return m_list; }
    [[nodiscard]] const QList<Category> &categories() const { return m_categories; }

    void setCurrency(Currency currency); ///< keeps the digits: 12.50 EUR becomes 12.50 USD
    void addTicketType(const TicketType &type);
    void renameTicketType(int column, const QString &name);
    void removeTicketType(int column);
    void setReadOnly(bool readOnly);

    /// Puts a block of text, cells split by tabs and rows by line breaks, at \a topLeft. All
    /// of it or nothing. \return false, changing nothing, when a cell is no amount.
    bool paste(const QModelIndex &topLeft, const QString &block);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// Empty text takes the price away. \return false, and \ref refused, for what is no amount.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void edited();
    /// \a text was typed or pasted and is no amount in the list's currency.
    void refused(const QString &text);

private:
    [[nodiscard]] std::optional<Money> priceAt(const QModelIndex &index) const;
    void putPrice(int row, int column, const std::optional<Money> &amount);

    QLocale m_locale;
    QList<Category> m_categories;
    PriceList m_list;
    bool m_readOnly = false;
};

} // namespace foyer
