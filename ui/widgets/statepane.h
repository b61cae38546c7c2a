#pragma once

#include <QStackedWidget>
#include <QTimer>

class QLabel;

namespace foyer {

class Button;

/// What a panel shows while it has no content: that it is empty and what to do, that it is
/// loading, or what went wrong and what is safe.
class StatePane final : public QWidget
{
    Q_OBJECT

public:
    explicit StatePane(QWidget *parent = nullptr);

    /// \a action may be empty: then there is no button.
    void showEmpty(const QString &iconName, const QString &title, const QString &text,
                   const QString &action = {});
    /// Grey lines where content will be, after 150 ms; before that nothing, so that nothing
    /// flashes.
    void showLoading();
    void showError(const QString &title, const QString &text, const QString &action = {});
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showWords(const QString &iconName, const QString &title, const QString &text,
                   const QString &action);

    QWidget *m_words;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    Button *m_action;
    QTimer m_patience; ///< runs from showLoading() until the skeleton may be seen
    bool m_isLoading = false;
};

/// A panel's content with a StatePane in its place when there is none.
class ContentStack final : public QStackedWidget
{
    Q_OBJECT

public:
    /// Takes \a content over.
    explicit ContentStack(QWidget *content, QWidget *parent = nullptr);

    void showContent();
    /// Brings the pane to the front; say what it shows on the returned one.
    StatePane *showState();
    [[nodiscard]] StatePane *state() const;
    [[nodiscard]] bool isShowingContent() const;

private:
    QWidget *m_content;
    StatePane *m_state;
};

} // namespace foyer
