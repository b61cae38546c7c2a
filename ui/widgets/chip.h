#pragma once

#include <QPushButton>

namespace foyer {

/// A small toggle: a colour dot, a name and a quieter detail ("A  68.00"). Checked it is framed
/// in the accent, so its state does not hang on colour alone.
class Chip final : public QPushButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &name, QWidget *parent = nullptr);

    void setName(const QString &name);
    void setDetail(const QString &detail);
    /// An invalid colour draws no dot.
    void setDot(const QColor &color);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] int dotRoom() const;

    QString m_name;
    QString m_detail;
    QColor m_dot;
};

} // namespace foyer
