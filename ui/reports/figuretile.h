#pragma once

#include <QWidget>

#include <optional>

class QLabel;

namespace foyer {

/// One figure a manager looks at first, and how it compares to the period before.
class FigureTile final : public QWidget
{
    Q_OBJECT

public:
    explicit FigureTile(const QString &name, QWidget *parent = nullptr);

    void setFigure(const QString &figure);
    /// \a change above zero is drawn as good, below as a warning; the sign says it without
    /// colour. \a text is what is shown ("+12 % to the 7 days before").
    void setComparison(std::optional<double> change, const QString &text);
    [[nodiscard]] QString figure() const;
    [[nodiscard]] QString comparison() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void tellName();

    QLabel *m_name;
    QLabel *m_figure;
    QLabel *m_comparison;
};

} // namespace foyer
