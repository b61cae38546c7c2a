#pragma once

#include <QLineEdit>

namespace foyer {

/// A field to search with: a glass before the text, a cross to clear it, and its key at the end
/// while it is empty. Up and Down go to stepped(), so that the list below can follow.
class SearchField final : public QLineEdit
{
    Q_OBJECT

public:
    /// \a key ("Ctrl+K") is shown, not bound.
    explicit SearchField(const QString &placeholder, const QString &key = {},
                         QWidget *parent = nullptr);

Q_SIGNALS:
    /// -1 for Up, +1 for Down; -10 and +10 for the pages.
    void stepped(int by);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void align();
    void makeRoomForHint();
    [[nodiscard]] bool showsHint() const;

    QString m_key;
};

} // namespace foyer
