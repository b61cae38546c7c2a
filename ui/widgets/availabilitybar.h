#pragma once

#include <QRectF>
#include <QString>
#include <QWidget>

class QPainter;

namespace foyer {

/// How full an event is, as a thin bar: the filled part is what is gone. Says nothing that the
/// words beside it do not say (availabilityText()).
class AvailabilityBar final : public QWidget
{
    Q_OBJECT

public:
    explicit AvailabilityBar(QWidget *parent = nullptr);

    /// \a available of \a capacity tickets are left.
    void setCounts(qint32 available, qint32 capacity);
    [[nodiscard]] QSize sizeHint() const override;

    /// The same, for delegates.
    static void paint(QPainter &painter, const QRectF &rect, qint32 available, qint32 capacity,
                      Qt::LayoutDirection direction);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qint32 m_available = 0;
    qint32 m_capacity = 0;
};

/// "214 left", "last 12", "sold out".
[[nodiscard]] QString availabilityText(qint32 available, qint32 capacity);
/// Whether so few are left that one should say so: a twentieth of the house.
[[nodiscard]] bool isNearlySoldOut(qint32 available, qint32 capacity);

} // namespace foyer
