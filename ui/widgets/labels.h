#pragma once

#include "models/domain/money.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tone.h"

#include <QLabel>

namespace foyer {

/// A plain text label in one of the theme's sizes; owned by \a parent or the layout it joins.
[[nodiscard]] QLabel *makeLabel(const QString &text, TextRole role = TextRole::Body,
                                Tone tone = Tone::Text, QWidget *parent = nullptr);
/// Changes the colour of a label made by makeLabel().
void setLabelTone(QLabel *label, Tone tone);

/// One line that shortens in the middle when it does not fit, with the whole text as its tooltip
/// then. Screen readers always get the whole text.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text = {}, TextRole role = TextRole::Body,
                         Tone tone = Tone::Text, QWidget *parent = nullptr);

    [[nodiscard]] bool isElided() const; ///< at the present width
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
};

/// An amount in its currency's own format, aligned to the end; never elided.
class MoneyLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit MoneyLabel(TextRole role = TextRole::Body, QWidget *parent = nullptr);

    void setMoney(Money amount);
    [[nodiscard]] Money money() const;

private:
    Money m_amount;
};

/// A badge of one or two words.
class Pill final : public QLabel
{
    Q_OBJECT

public:
    explicit Pill(const QString &text = {}, Tone tone = Tone::Muted, QWidget *parent = nullptr);

    void setTone(Tone tone);
    /// Its background: \a tone laid thinly over the surface, so that the text keeps 4.5:1.
    [[nodiscard]] static QColor fill(const ThemeColors &colors, const QColor &tone);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
};

} // namespace foyer
