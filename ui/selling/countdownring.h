#pragma once

#include <QWidget>

namespace foyer {

/// What is left of a hold as a closing circle; the figure beside it says it in minutes.
class CountdownRing final : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownRing(QWidget *parent = nullptr);
    /// \a share 0 to 1 of the whole time; \a isSoonOver turns it to the warning colour.
    void setShare(double share, bool isSoonOver);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 1;
    bool m_isSoonOver = false;
};

} // namespace foyer
