#pragma once

#include <QPoint>
#include <QString>
#include <Qt>

#include <optional>

class QWidget;

namespace foyer {

/// A visitor's hand: moves, clicks and types by sending the events that the window system would
/// send to the real widgets. Nothing else is touched: what the tour shows has happened through
/// the screen. GUI thread.
namespace hand {

/// Clicks the middle of \a widget, or \a at within it.
void click(QWidget &widget, std::optional<QPoint> at = std::nullopt);
void doubleClick(QWidget &widget, QPoint at);
void hover(QWidget &widget, QPoint at);
/// Presses at \a from, moves in ten steps to \a to, releases.
void drag(QWidget &widget, QPoint from, QPoint to);
/// Types letter by letter into \a widget, which gets the focus first.
void type(QWidget &widget, const QString &text);
void press(QWidget &widget, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
/// Turns the wheel by \a notches (up is positive) at a place of \a widget.
void wheel(QWidget &widget, QPoint at, int notches);

} // namespace hand

} // namespace foyer
