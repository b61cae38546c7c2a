#pragma once

#include "ui/shell/houseconnection.h"
#include "ui/widgets/tone.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace foyer {

class Button;
class ConnectionIndicator;

/// Who is at the window: the house's name, an operator name, a password. Enter goes on from
/// field to field and signs in; what went wrong is said above the button. GUI thread.
class SignInView final : public QWidget
{
    Q_OBJECT

public:
    /// \a connection must outlive it.
    explicit SignInView(HouseConnection &connection, QWidget *parent = nullptr);

    /// Empties the password and puts the cursor where one types first.
    void prepare();
    /// The problem on screen; empty when there is none.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool isBusy() const { return m_isBusy; } ///< asked, not answered yet

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeParts();
    void makeLayout();
    void submit();
    void showConnection();
    void showRefusal(const Refusal &refusal);
    void say(Tone tone, const QString &text);
    void setBusy(bool isBusy);

    HouseConnection &m_connection;
    QLabel *m_house;
    QLineEdit *m_name;
    QLineEdit *m_password;
    Button *m_button;
    QLabel *m_problem;
    ConnectionIndicator *m_indicator;
    QLabel *m_address;
    bool m_isBusy = false;
    bool m_hasRefusal = false; ///< the problem is about the last attempt, not about the line
};

} // namespace foyer
