#pragma once

#include <QList>
#include <QString>
#include <QWidget>

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
    /// Lays itself over the upper edge of its parent.
    void place();

Q_SIGNALS:
    void bestRequested();
    void levelChosen(int level); ///< as given to setLevels()
    void wholeMapRequested();
    void zoomRequested(double factor);

private:
    void fitMask();

    Button *m_best;
    IconButton *m_closer;
    IconButton *m_further;
    QHBoxLayout *m_levels;
};

} // namespace foyer
