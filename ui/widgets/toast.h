#pragma once

#include <QTimer>
#include <QWidget>

namespace foyer {

/// A short confirmation at the bottom of a window that goes by itself. Only says what was done;
/// whatever needs an answer belongs where the eye is.
class Toast final : public QWidget
{
    Q_OBJECT

public:
    /// Shows \a text over the window of \a widget; a newer one replaces it. At most one per
    /// window, owned by the window.
    static void say(QWidget *widget, const QString &text);

    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    explicit Toast(QWidget *window);
    void place();

    QString m_text;
    QTimer m_stay;
};

} // namespace foyer
