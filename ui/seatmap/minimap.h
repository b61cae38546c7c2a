#pragma once

#include <QPointer>
#include <QWidget>

namespace foyer {

class SeatMapView;

/// The whole map in small with a frame around what its view shows. Click or drag moves the view;
/// hidden while everything is seen anyway. GUI thread.
class Minimap final : public QWidget
{
    Q_OBJECT

public:
    /// \a view is not owned and may end before the minimap.
    explicit Minimap(SeatMapView *view, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// The frame, in pixels of this widget.
    [[nodiscard]] QRectF viewFrame() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRectF mapArea() const;
    void moveViewTo(QPointF at);

    QPointer<SeatMapView> m_view;
};

} // namespace foyer
