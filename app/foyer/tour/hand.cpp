#include "app/foyer/tour/hand.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

namespace foyer::hand {

namespace {

constexpr int dragSteps = 10;
constexpr int notch = 120; // eighths of a degree, as mice report it

/// The widget that really lies at a place: its child there, as the window system would choose.
QWidget &target(QWidget &widget, QPoint &at)
{
    QWidget *child = widget.childAt(at);
    if (!child)
        return widget;
    at = child->mapFrom(&widget, at);
    return *child;
}

void send(QWidget &widget, QEvent::Type type, QPoint at, Qt::MouseButton button,
          Qt::MouseButtons buttons)
{
    const QPoint global = widget.mapToGlobal(at);
    QMouseEvent event(type, at, global, button, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

void pressAndRelease(QWidget &widget, QPoint at)
{
    send(widget, QEvent::MouseMove, at, Qt::NoButton, Qt::NoButton);
    send(widget, QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
    send(widget, QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
}

void strike(QWidget &widget, int key, Qt::KeyboardModifiers modifiers, const QString &text)
{
    QWidget *focused = widget.window()->focusWidget();
    QWidget &receiver = focused && widget.isAncestorOf(focused) ? *focused : widget;
    QKeyEvent shortcut(QEvent::ShortcutOverride, key, modifiers, text);
    QCoreApplication::sendEvent(&receiver, &shortcut);
    QKeyEvent down(QEvent::KeyPress, key, modifiers, text);
    QCoreApplication::sendEvent(&receiver, &down);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers, text);
    QCoreApplication::sendEvent(&receiver, &up);
}

} // namespace

void click(QWidget &widget, std::optional<QPoint> at)
{
    QPoint place = at.value_or(widget.rect().center());
    QWidget &hit = target(widget, place);
    widget.window()->activateWindow();
    if (hit.focusPolicy() & Qt::ClickFocus)
        hit.setFocus(Qt::MouseFocusReason);
    pressAndRelease(hit, place);
}

void doubleClick(QWidget &widget, QPoint at)
{
    QWidget &hit = target(widget, at);
    pressAndRelease(hit, at);
    send(hit, QEvent::MouseButtonDblClick, at, Qt::LeftButton, Qt::LeftButton);
    send(hit, QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
}

void hover(QWidget &widget, QPoint at)
{
    QWidget &hit = target(widget, at);
    send(hit, QEvent::MouseMove, at, Qt::NoButton, Qt::NoButton);
}

void drag(QWidget &widget, QPoint from, QPoint to)
{
    QPoint start = from;
    QWidget &hit = target(widget, start);
    const QPoint offset = start - from;
    send(hit, QEvent::MouseButtonPress, start, Qt::LeftButton, Qt::LeftButton);
    for (int step = 1; step <= dragSteps; ++step) {
        const QPoint at = from + (to - from) * step / dragSteps + offset;
        send(hit, QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
    }
    send(hit, QEvent::MouseButtonRelease, to + offset, Qt::LeftButton, Qt::NoButton);
}

void type(QWidget &widget, const QString &text)
{
    widget.window()->activateWindow();
    widget.setFocus(Qt::OtherFocusReason);
    for (const QChar letter : text)
        strike(widget, letter.toUpper().unicode(), Qt::NoModifier, QString(letter));
}

void press(QWidget &widget, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    static const QString enter(u'\r');
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    strike(widget, key, modifiers, isEnter ? enter : QString());
}

void wheel(QWidget &widget, QPoint at, int notches)
{
    QWidget &hit = target(widget, at);
    const QPoint global = hit.mapToGlobal(at);
    QWheelEvent event(at, global, QPoint(), QPoint(0, notches * notch), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&hit, &event);
}

} // namespace foyer::hand
