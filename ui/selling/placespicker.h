#pragma once

#include <QWidget>

class QLabel;
class QSpinBox;

namespace foyer {

/// Asks, over the map, how many places of a GA area are wanted. Enter takes, Esc goes away.
class PlacesPicker final : public QWidget
{
    Q_OBJECT

public:
    explicit PlacesPicker(QWidget *parent = nullptr);

    void ask(const QString &area, qint32 free);
    [[nodiscard]] const QString &area() const { return m_area; } ///< that was asked for last

Q_SIGNALS:
    void taken(const QString &area, qint32 count);
    void dismissed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void take();

    QString m_area;
    QLabel *m_title;
    QLabel *m_free;
    QSpinBox *m_count;
};

} // namespace foyer
