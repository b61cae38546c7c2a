#pragma once

#include "ui/widgets/tone.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace foyer {

class Button;
class IconButton;

/// A calm line at the top of a panel: what is so, and what can be done. Takes no room while
/// hidden, and is made hidden.
class Banner final : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    /// \a action may be empty: then there is no button. \a canClose adds a cross.
    void showMessage(Tone tone, const QString &text, const QString &action = {},
                     bool canClose = false);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitHeight();

    Tone m_tone = Tone::Muted;
    QLabel *m_text;
    QBoxLayout *m_words; ///< text and action, side by side or one above the other
    Button *m_action;
    IconButton *m_close;
};

} // namespace foyer
