#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>

class QHBoxLayout;

namespace foyer {

class Button;
class IconButton;

/// What lies over the upper edge of the map: taking the best seats at the leading end, the levels
/// and the zoom at the trailing end. Only its buttons take the mouse.
class MapTools final : public QWidget
{
    Q_OBJECT

public:
    explicit MapTools(QWidget *map);

    /// "Best 2 seats".
    void setQuantity(int quantity);
    /// One level needs no switch.
    void setLevels(const QList<QString> &levels);
    /// Marks the one that is shown alone.
    void setShownLevel(std::optional<qint32> level);
    /// Lays itself over the upper edge of its parent.
    void place();

Q_SIGNALS:
    void bestRequested();
    /// As given to setLevels(); nothing: all of them again.
    void levelChosen(std::optional<qint32> level);
    void wholeMapRequested();
    void zoomRequested(double factor);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fitMask();
    [[nodiscard]] QRect zoomBox() const;

    Button *m_best;
    IconButton *m_closer;
    IconButton *m_further;
    IconButton *m_whole;
    QHBoxLayout *m_levels;
};

} // namespace foyer
