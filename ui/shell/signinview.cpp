#include "ui/shell/signinview.h"

#include "ui/shell/connectionindicator.h"
#include "ui/shell/connectionwords.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QLineEdit>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int formWidth = 360;

} // namespace

SignInView::SignInView(HouseConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
{
    setObjectName(u"signInView"_s);
    makeParts();
    makeLayout();
    connect(m_name, &QLineEdit::returnPressed, this, [this] {
        if (m_password->text().isEmpty())
            m_password->setFocus(Qt::TabFocusReason);
        else
            submit();
    });
    connect(m_password, &QLineEdit::returnPressed, this, &SignInView::submit);
    connect(m_button, &Button::clicked, this, &SignInView::submit);
    connect(&connection, &HouseConnection::stateChanged, this, &SignInView::showConnection);
    connect(&connection, &HouseConnection::signInRefused, this, &SignInView::showRefusal);
    connect(&connection, &HouseConnection::personChanged, this, [this] { setBusy(false); });
    showConnection();
}

void SignInView::makeParts()
{
    m_house = makeLabel({}, TextRole::Title);
    m_house->setObjectName(u"signInHouse"_s);
    m_house->setWordWrap(true);
    m_name = new QLineEdit;
    m_name->setObjectName(u"signInName"_s);
    m_name->setAccessibleName(tr("Operator name"));
    m_password = new QLineEdit;
    m_password->setObjectName(u"signInPassword"_s);
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_button = new Button(ButtonKind::Primary, tr("Sign in"));
    m_button->setObjectName(u"signInButton"_s);
    m_problem = makeLabel({});
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_problem->setObjectName(u"signInProblem"_s);
    m_indicator = new ConnectionIndicator(m_connection);
    m_indicator->setObjectName(u"signInConnection"_s);
    m_address = makeLabel({}, TextRole::Caption, Tone::Muted);
    m_address->setObjectName(u"signInAddress"_s);
}

void SignInView::makeLayout()
{
    auto *card = new Card;
    card->setFixedWidth(formWidth);
    QVBoxLayout *body = card->body();
    body->setContentsMargins(space::xl, space::xl, space::xl, space::xl);
    body->setSpacing(space::xs);
    body->addWidget(m_house);
    body->addWidget(makeLabel(tr("Sign in to sell and plan"), TextRole::Body, Tone::Muted));
    body->addSpacing(space::l);
    const auto addField = [body](const QString &name, QLineEdit *field) {
        QLabel *label = makeLabel(name, TextRole::Caption, Tone::Muted);
        label->setBuddy(field);
        body->addWidget(label);
        body->addWidget(field);
        body->addSpacing(space::s);
    };
    addField(tr("Operator name"), m_name);
    addField(tr("Password"), m_password);
    body->addWidget(m_problem);
    body->addSpacing(space::s);
    body->addWidget(m_button);

    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::xs, space::s, space::xs, 0);
    foot->addWidget(m_indicator);
    foot->addStretch();
    foot->addWidget(m_address);
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(card, 0, Qt::AlignHCenter);
    auto *footRow = new QWidget;
    footRow->setFixedWidth(formWidth);
    footRow->setLayout(foot);
    column->addWidget(footRow, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void SignInView::prepare()
{
    m_password->clear();
    QLineEdit *first = m_name->text().isEmpty() ? m_name : m_password;
    first->setFocus(Qt::OtherFocusReason);
}

QString SignInView::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

void SignInView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    prepare();
}

void SignInView::submit()
{
    if (m_isBusy || !m_button->isEnabled())
        return;
    m_hasRefusal = false;
    if (m_name->text().trimmed().isEmpty() || m_password->text().isEmpty()) {
        const bool needsName = m_name->text().trimmed().isEmpty();
        m_hasRefusal = true;
        say(Tone::Bad, needsName ? tr("Enter your operator name.") : tr("Enter your password."));
        (needsName ? m_name : m_password)->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_problem->hide();
    setBusy(true);
    m_connection.signIn(m_name->text().trimmed(), m_password->text());
}

void SignInView::showConnection()
{
    const QString house = m_connection.houseName();
    m_house->setText(house.isEmpty() ? tr("Box office") : house);
    m_address->setText(m_connection.serverAddress());
    const ConnectionState state = m_connection.state();
    if (state == ConnectionState::Lost || state == ConnectionState::Refused)
        setBusy(false);
    m_button->setEnabled(!m_isBusy && state != ConnectionState::Refused);
    if (state == ConnectionState::Refused)
        say(Tone::Bad, connectionWords(m_connection).detail);
    else if (state == ConnectionState::Lost)
        say(Tone::Warn, tr("No connection to the booking server. This window "
                           "keeps trying; check the network."));
    else if (!m_hasRefusal)
        m_problem->hide();
}

void SignInView::say(Tone tone, const QString &text)
{
    setLabelTone(m_problem, tone);
    m_problem->setText(text);
    // A layout that centres its card does not ask a wrapped label for its height.
    m_problem->setMinimumHeight(m_problem->heightForWidth(formWidth - 2 * space::xl - 2));
    m_problem->show();
    QAccessibleEvent said(m_problem, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

void SignInView::showRefusal(const Refusal &refusal)
{
    setBusy(false);
    m_hasRefusal = true;
    say(refusal.code == RefusalCode::WrongPassword ? Tone::Bad : Tone::Warn,
        signInProblem(refusal));
    m_password->selectAll();
    m_password->setFocus(Qt::OtherFocusReason);
}

void SignInView::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_button->setEnabled(!isBusy);
    m_button->setText(isBusy ? tr("Signing in") : tr("Sign in"));
    m_name->setReadOnly(isBusy);
    m_password->setReadOnly(isBusy);
}

} // namespace foyer
