#pragma once

#include "ui/widgets/tone.h"

#include <QPushButton>
#include <QToolButton>

namespace foyer {

/// Primary: the obvious thing to do, one per place. Quiet: text that becomes a button when
/// pointed at. Danger: what cannot be taken back.
enum class ButtonKind : quint8 { Primary, Secondary, Quiet, Danger };

/// A push button in the theme's looks, with its key beside its text. Space and Enter press it.
class Button final : public QPushButton
{
    Q_OBJECT

public:
    Button(ButtonKind kind, const QString &text, QWidget *parent = nullptr);

    void setKind(ButtonKind kind);
    /// Shows \a key ("F9") after the text; it does not bind it.
    void setKeyHint(const QString &key);
    /// Draws the theme icon \a name before the text, in the colour of the text.
    void setIconName(const QString &name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QColor face() const;
    [[nodiscard]] Tone ink() const;
    void paintFace(QPainter &painter) const;

    ButtonKind m_kind;
    QString m_keyHint;
    QString m_iconName;
};

/// A button that is only an icon. It always has a name (tooltip and screen reader), and the
/// tooltip shows its key.
class IconButton final : public QToolButton
{
    Q_OBJECT

public:
    /// \a key may be empty; it is shown, not bound.
    IconButton(const QString &iconName, const QString &name, const QKeySequence &key = {},
               QWidget *parent = nullptr);

    void setIconName(const QString &iconName);
    void setName(const QString &name, const QKeySequence &key = {});
    void setTone(Tone tone);
    /// 16 (the default) or 22.
    void setIconPixels(int pixels);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_iconName;
    Tone m_tone = Tone::Muted;
    int m_pixels = 16;
};

} // namespace foyer
