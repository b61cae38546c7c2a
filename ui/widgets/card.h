#pragma once

#include "ui/widgets/tone.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace foyer {

/// A quiet surface with a hairline and the theme's corners.
class Card final : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    /// Padding 16, spacing 8.
    [[nodiscard]] QVBoxLayout *body() const;

private:
    QVBoxLayout *m_body;
};

/// The heading of a group: its name in small muted letters, and room for an action at the end.
class SectionHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit SectionHeader(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Takes \a action over.
    void addTrailing(QWidget *action);

private:
    QLabel *m_title;
    QHBoxLayout *m_row;
};

/// A hairline between two parts of a panel.
class Divider final : public QFrame
{
    Q_OBJECT

public:
    explicit Divider(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace foyer
