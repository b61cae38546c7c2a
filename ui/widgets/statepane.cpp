#include "ui/widgets/statepane.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 150ms;
constexpr int widestText = 320;
constexpr int iconSize = 32;

} // namespace

StatePane::StatePane(QWidget *parent)
    : QWidget(parent)
    , m_words(new QWidget(this))
    , m_icon(new QLabel)
    , m_title(makeLabel({}, TextRole::Emphasis))
    , m_text(makeLabel({}, TextRole::Body, Tone::Muted))
    , m_action(new Button(ButtonKind::Secondary, {}))
{
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_icon->setAlignment(Qt::AlignCenter);
    auto *column = new QVBoxLayout(m_words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::s);
    column->addWidget(m_icon);
    column->addSpacing(space::xs);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(space::s);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    m_words->setMaximumWidth(widestText);
    m_words->hide();
    auto *around = new QVBoxLayout(this);
    around->setContentsMargins(space::l, space::l, space::l, space::l);
    around->addStretch(2);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_words, 100);
    middle->addStretch(1);
    around->addLayout(middle);
    around->addStretch(3);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(m_action, &QPushButton::clicked, this, &StatePane::actionTriggered);
}

void StatePane::showEmpty(const QString &iconName, const QString &title, const QString &text,
                          const QString &action)
{
    showWords(iconName, title, text, action);
}

void StatePane::showError(const QString &title, const QString &text, const QString &action)
{
    showWords(u"dialog-warning"_s, title, text, action);
}

void StatePane::showWords(const QString &iconName, const QString &title, const QString &text,
                          const QString &action)
{
    m_isLoading = false;
    m_patience.stop();
    m_icon->setPixmap(
        themedIcon(iconName, Tone::Muted).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_words->show();
    setAccessibleName(title + u". "_s + text);
    update();
}

void StatePane::showLoading()
{
    if (m_isLoading)
        return;
    m_isLoading = true;
    m_words->hide();
    m_patience.start();
    setAccessibleName(tr("Loading"));
    update();
}

bool StatePane::isLoading() const
{
    return m_isLoading;
}

QString StatePane::title() const
{
    return m_isLoading ? QString() : m_title->text();
}

void StatePane::paintEvent(QPaintEvent *)
{
    if (!m_isLoading || m_patience.isActive())
        return;
    QPainter painter(this);
    const QColor grey =
        Theme::mixed(Theme::current().colors().line, Theme::current().colors().surface, 0.7);
    // Widths that look like names, not like a bar chart.
    static constexpr double shares[] = {0.62, 0.44, 0.71, 0.38, 0.56, 0.49};
    const int widest = width() - 2 * space::l;
    int y = space::l;
    for (int i = 0; y + 40 < height() && i < 12; ++i, y += 56) {
        const double share = shares[i % 6];
        const QRect line(space::l, y, int(widest * share), 12);
        const QRect detail(space::l, y + 20, int(widest * share * 0.6), 10);
        for (const QRect &bar : {line, detail})
            paintRounded(painter, QStyle::visualRect(layoutDirection(), rect(), bar), grey, {}, 1,
                         4);
    }
}

ContentStack::ContentStack(QWidget *content, QWidget *parent)
    : QStackedWidget(parent)
    , m_content(content)
    , m_state(new StatePane)
{
    addWidget(m_content);
    addWidget(m_state);
}

void ContentStack::showContent()
{
    setCurrentWidget(m_content);
}

StatePane *ContentStack::showState()
{
    setCurrentWidget(m_state);
    return m_state;
}

StatePane *ContentStack::state() const
{
    return m_state;
}

bool ContentStack::isShowingContent() const
{
    return currentWidget() == m_content;
}

} // namespace foyer
