#pragma once

#include <QMetaType>
#include <QtGlobal>

namespace foyer {

/// How a ticket looks from one window.
enum class SeatLook : quint8 {
    Available = 0,
    Mine = 1, ///< held by this window, confirmed or still on its way
    Held = 2, ///< by another window
    Sold = 3,
    Blocked = 4,
};

} // namespace foyer

Q_DECLARE_METATYPE(foyer::SeatLook)
