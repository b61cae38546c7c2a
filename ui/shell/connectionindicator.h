#pragma once

#include "ui/shell/connectionwords.h"

#include <QWidget>

namespace foyer {

/// A dot and two or three words that say how the line to the server is; the tooltip says more.
/// Live is a full dot, lost a ring, so that it does not hang on colour. GUI thread.
class ConnectionIndicator final : public QWidget
{
    Q_OBJECT

public:
    /// \a connection must outlive it.
    explicit ConnectionIndicator(const HouseConnection &connection, QWidget *parent = nullptr);

    [[nodiscard]] QString text() const { return m_words.text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    const HouseConnection &m_connection;
    ConnectionWords m_words;
};

} // namespace foyer
