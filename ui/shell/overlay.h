#pragma once

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace foyer {

class Card;

/// A panel that floats over the whole window until Esc, a click beside it, or a choice. It is a
/// child of the window, not a window: nothing is blocked. The focus goes back to where it was.
class Overlay : public QWidget
{
    Q_OBJECT

public:
    /// \a window is the widget it covers; \a panelWidth in pixels, less where there is no room.
    Overlay(QWidget *window, int panelWidth);

    void open();
    void dismiss();

Q_SIGNALS:
    void dismissed();

protected:
    /// Where the panel's content goes; no margins.
    [[nodiscard]] QVBoxLayout *panelLayout() const;
    [[nodiscard]] Card *panel() const { return m_panel; }
    void fitPanel();

    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Card *m_panel;
    int m_panelWidth;
    QPointer<QWidget> m_focusBefore;
};

} // namespace foyer
