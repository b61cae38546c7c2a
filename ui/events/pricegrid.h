#pragma once

#include <QHeaderView>
#include <QTableView>

namespace foyer {

class PriceTableModel;

/// The names of ticket types above their prices: wrapped at words, on the side of the figures,
/// as tall as the longest needs (at most three lines). The full name is the tooltip.
class PriceHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit PriceHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// Width of the longest word of a section's name, in device-independent pixels.
    [[nodiscard]] int longestWord(int section) const;
    /// The lines in which a section's name is drawn now.
    [[nodiscard]] QStringList linesOf(int section) const;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    [[nodiscard]] QString nameOf(int section) const;
};

/// The table of prices. Ticket types are compared side by side, so columns are as narrow as their
/// figures allow before anything scrolls; the amounts stand without the currency's sign, which is
/// chosen below the table. Categories stay in sight while the rest scrolls sideways. Tab walks
/// through the cells and leaves after the last one. GUI thread.
class PriceGrid final : public QTableView
{
    Q_OBJECT

public:
    /// \a model must outlive it.
    explicit PriceGrid(PriceTableModel &model, QWidget *parent = nullptr);

    /// From this width on (device-independent pixels) usual names of ticket types keep their words
    /// whole. O(cells).
    [[nodiscard]] int comfortableWidth() const;
    [[nodiscard]] PriceHeader *names() const { return m_names; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    struct ColumnNeed
    {
        int least = 0;       ///< figures are never cut
        int comfortable = 0; ///< nor are usual words
    };
    [[nodiscard]] ColumnNeed needOf(int column) const;
    void fitToContent();
    void fitColumns();
    void fitHeight();

    PriceHeader *m_names;
    bool m_isFitting = false;
};

} // namespace foyer
