#pragma once

#include <QAbstractButton>
#include <QWidget>

class QVBoxLayout;

namespace foyer {

/// One entry of the rail: an icon over its name.
class RailButton final : public QAbstractButton
{
    Q_OBJECT

public:
    RailButton(const QString &iconName, const QString &name, const QString &key,
               QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] static QFont currentFont();

    QString m_iconName;
};

/// The workspaces, at the leading edge of the window. Up and Down move between them.
class NavRail final : public QWidget
{
    Q_OBJECT

public:
    explicit NavRail(QWidget *parent = nullptr);

    /// \return the index of the new entry, from 0. \a key is shown, not bound.
    int addEntry(const QString &iconName, const QString &name, const QString &key);
    void setEntryVisible(int index, bool isVisible);
    void setCurrent(int index);
    [[nodiscard]] RailButton *button(int index) const;

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    QList<RailButton *> m_buttons;
};

} // namespace foyer
