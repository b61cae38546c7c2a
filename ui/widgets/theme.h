#pragma once

#include <QColor>
#include <QFont>
#include <QObject>

class QApplication;

namespace foyer {

enum class ThemeMode : quint8 { Light, Dark, HighContrast };
enum class Density : quint8 { Comfortable, Touch };

/// The colours of one mode. Every text colour has a contrast of at least 4.5:1 on background
/// and surface, every control colour 3:1 (a test computes it).
struct ThemeColors
{
    QColor background; ///< behind everything
    QColor surface;    ///< panels, cards, fields
    QColor raised;     ///< hovered or selected rows, between surface and line
    QColor line;       ///< hairlines
    QColor control;    ///< outlines of fields and buttons
    QColor text;
    QColor muted;    ///< secondary text
    QColor accent;   ///< the one colour of actions and focus
    QColor onAccent; ///< text on accent
    QColor good;
    QColor warn;
    QColor bad;
    QColor mapFloor; ///< behind the seats
};

enum class TextRole : quint8 { Caption, Body, Emphasis, Title, Figure };

/// The design tokens, in one place. Spacing in device-independent pixels.
namespace space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
inline constexpr int xxl = 32;
} // namespace space
inline constexpr int cornerRadius = 6;

/// The theme of the running program; GUI thread only. One per QApplication, made by install().
class Theme final : public QObject
{
    Q_OBJECT

public:
    /// Sets Fusion, palette, style sheet and fonts, and keeps them until the application ends.
    static Theme &install(QApplication &application, ThemeMode mode, Density density);
    /// The installed one; Light and Comfortable when none was installed (tests).
    [[nodiscard]] static Theme &current();

    [[nodiscard]] static const ThemeColors &colors(ThemeMode mode);
    [[nodiscard]] const ThemeColors &colors() const;
    [[nodiscard]] ThemeMode mode() const;
    [[nodiscard]] Density density() const;
    [[nodiscard]] int targetSize() const; ///< 32 or 44
    /// Sizes 12, 13, 15, 20, 28; Emphasis and up are semi-bold; figures are tabular.
    [[nodiscard]] static QFont font(TextRole role);

    /// The contrast of two opaque colours as WCAG 2 defines it, 1 to 21.
    [[nodiscard]] static double contrast(const QColor &a, const QColor &b);
    /// \a over with \a share (0 to 1) of its colour on \a under; opaque.
    [[nodiscard]] static QColor mixed(const QColor &over, const QColor &under, double share);

    /// Behind chosen rows and switched-on buttons; text and muted text can be read on it.
    [[nodiscard]] static QColor selected(const ThemeColors &colors);

    void setMode(ThemeMode mode);
    void setDensity(Density density);

Q_SIGNALS:
    /// Repaint whatever was drawn by hand.
    void changed();

private:
    Theme();
    void apply();
    QApplication *m_application = nullptr;
    ThemeMode m_mode = ThemeMode::Light;
    Density m_density = Density::Comfortable;
};

} // namespace foyer
