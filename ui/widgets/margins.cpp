#include "ui/widgets/margins.h"

#include <QGuiApplication>

namespace foyer {

QMargins readingMargins(int leading, int top, int trailing, int bottom)
{
    return QGuiApplication::isRightToLeft() ? QMargins(trailing, top, leading, bottom)
                                            : QMargins(leading, top, trailing, bottom);
}

} // namespace foyer
