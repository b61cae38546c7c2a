#include "ui/widgets/tone.h"

#include "ui/widgets/theme.h"

namespace foyer {

using namespace Qt::StringLiterals;

QColor toneColor(Tone tone)
{
    const ThemeColors &colors = Theme::current().colors();
    switch (tone) {
    case Tone::Text:
        return colors.text;
    case Tone::Muted:
        return colors.muted;
    case Tone::Accent:
        return colors.accent;
    case Tone::OnAccent:
        return colors.onAccent;
    case Tone::Good:
        return colors.good;
    case Tone::Warn:
        return colors.warn;
    case Tone::Bad:
        return colors.bad;
    }
    return colors.text;
}

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Muted:
        return u"muted"_s;
    case Tone::Accent:
        return u"accent"_s;
    case Tone::Good:
        return u"good"_s;
    case Tone::Warn:
        return u"warn"_s;
    case Tone::Bad:
        return u"bad"_s;
    case Tone::Text:
    case Tone::OnAccent:
        break;
    }
    return {};
}

} // namespace foyer
