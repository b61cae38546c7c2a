#pragma once

#include "models/domain/seatlook.h"

#include <QList>
#include <QString>
#include <QWidget>

namespace foyer {

/// What the seats of a map mean: each status as it is drawn, then the categories with what they
/// cost. Flows over as many lines as its width needs. GUI thread.
class MapLegend final : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString name;
        quint32 color = 0x808080; ///< 0xRRGGBB of the category
        QString price;            ///< ready to read; may be empty
    };

    explicit MapLegend(QWidget *parent = nullptr);
    void setCategories(const QList<Entry> &categories);
    /// All five unless told otherwise; a read-only map has no "yours".
    void setLooks(const QList<SeatLook> &looks);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Item
    {
        SeatLook look = SeatLook::Available;
        quint32 color = 0x808080;
        QString text;
        QString detail;
    };
    void rebuild();
    [[nodiscard]] int widthOf(const Item &item) const;
    /// Calls \a place(item, position) for each item; \return the height.
    template <class Place>
    int flow(int width, Place &&place) const;

    QList<SeatLook> m_looks;
    QList<Entry> m_categories;
    QList<Item> m_items;
};

} // namespace foyer
