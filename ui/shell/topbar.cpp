#include "ui/shell/topbar.h"

#include "ui/shell/connectionindicator.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int widestFind = 460;
constexpr int narrowestFind = 220;
constexpr int initialsSize = 24;

bool isEnterKey(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

/// The person at the window: initials in a disc, the name, and the window's name beside it.
class PersonButton final : public QToolButton
{
public:
    PersonButton()
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(Theme::font(TextRole::Body));
        return {qMin(280, metrics.horizontalAdvance(text()) + initialsSize + 3 * space::s),
                Theme::current().targetSize()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const ThemeColors &colors = Theme::current().colors();
        if (underMouse() || isDown())
            paintRounded(painter, rect(), colors.raised);
        if (hasFocus())
            paintRounded(painter, rect(), QColor(), colors.accent, 2.0);
        const auto place = [this](const QRect &logical) {
            return QStyle::visualRect(layoutDirection(), rect(), logical);
        };
        const QRect disc(space::xs, (height() - initialsSize) / 2, initialsSize, initialsSize);
        paintRounded(painter, place(disc), Theme::mixed(colors.accent, colors.surface, 0.16), {}, 1,
                     initialsSize / 2.0);
        QFont small = Theme::font(TextRole::Caption);
        small.setPixelSize(11);
        small.setWeight(QFont::DemiBold);
        painter.setFont(small);
        painter.setPen(colors.text);
        painter.drawText(place(disc), Qt::AlignCenter, text().left(1).toUpper());
        painter.setFont(Theme::font(TextRole::Body));
        const QRect words(disc.right() + space::s, 0, width() - disc.right() - 2 * space::s,
                          height());
        const QString shown =
            painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, words.width() + 2);
        painter.drawText(place(words.adjusted(0, 0, 2, 0)), Qt::AlignCenter, shown);
    }

    void keyPressEvent(QKeyEvent *event) override
    {
        if (isEnterKey(*event))
            click();
        else
            QToolButton::keyPressEvent(event);
    }
};

} // namespace

FindButton::FindButton(const QString &text, const QString &key, QWidget *parent)
    : QToolButton(parent)
    , m_key(key)
{
    setText(text);
    setAccessibleName(text);
    setToolTip(u"%1  (%2)"_s.arg(tr("Find or do anything"), key));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(widestFind);
    setMinimumWidth(narrowestFind);
}

QSize FindButton::sizeHint() const
{
    return {widestFind, Theme::current().targetSize()};
}

void FindButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    paintRounded(painter, rect(), underMouse() ? colors.raised : colors.background,
                 hasFocus() ? colors.accent : colors.control, hasFocus() ? 2.0 : 1.0);
    const auto place = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    themedIcon(u"search"_s, Tone::Muted)
        .paint(&painter, place(QRect(space::s + 2, (height() - 16) / 2, 16, 16)));
    const int keyRoom = int(keyHintSize(m_key).width());
    painter.setFont(Theme::font(TextRole::Body));
    painter.setPen(colors.muted);
    const QRect words(34, 0, width() - 34 - keyRoom - 2 * space::s, height());
    painter.drawText(
        place(words),
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter),
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    paintKeyHint(painter, place(QRect(width() - keyRoom - space::s, 0, keyRoom, height())), m_key,
                 colors.muted);
}

void FindButton::keyPressEvent(QKeyEvent *event)
{
    if (isEnterKey(*event))
        click();
    else
        QToolButton::keyPressEvent(event);
}

TopBar::TopBar(const HouseConnection &connection, QWidget *parent)
    : QWidget(parent)
    , m_find(new FindButton(tr("Search actions, events..."), tr("Ctrl+K")))
    , m_connection(new ConnectionIndicator(connection))
    , m_person(new PersonButton)
    , m_theme(new IconButton(u"contrast"_s, tr("Switch between light and dark")))
    , m_help(new IconButton(u"help-contents"_s, tr("Keys"), Qt::Key_F1))
    , m_settings(new IconButton(u"configure"_s, tr("Settings"), Qt::CTRL | Qt::Key_Comma))
{
    m_find->setObjectName(u"paletteField"_s);
    m_connection->setObjectName(u"connectionIndicator"_s);
    m_person->setObjectName(u"operatorButton"_s);
    m_theme->setObjectName(u"themeButton"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::s, space::m, space::s + 1);
    row->setSpacing(space::xs);
    row->addWidget(m_find, 3);
    row->addStretch(1);
    row->addWidget(m_connection);
    row->addSpacing(space::l);
    row->addWidget(m_person);
    row->addSpacing(space::xs);
    row->addWidget(m_theme);
    row->addWidget(m_help);
    row->addWidget(m_settings);
    connect(m_find, &QToolButton::clicked, this, &TopBar::findRequested);
    connect(m_theme, &QToolButton::clicked, this, &TopBar::themeSwitchRequested);
    connect(m_help, &QToolButton::clicked, this, &TopBar::helpRequested);
    connect(m_settings, &QToolButton::clicked, this, &TopBar::settingsRequested);
    connect(m_person, &QToolButton::clicked, this, &TopBar::personMenuRequested);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TopBar::setPerson(const QString &person, const QString &window)
{
    QStringList words{person, window};
    words.removeAll(QString());
    m_person->setText(words.join(u" · "_s));
    m_person->setAccessibleName(tr("Signed in: %1").arg(m_person->text()));
    m_person->setToolTip(m_person->text());
    m_person->updateGeometry();
    m_person->update();
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.line);
}

} // namespace foyer
