#pragma once

#include "ui/shell/houseconnection.h"

#include <QToolButton>
#include <QWidget>

namespace foyer {

class ConnectionIndicator;
class IconButton;

/// A field that is a button: it opens the command palette.
class FindButton final : public QToolButton
{
    Q_OBJECT

public:
    FindButton(const QString &text, const QString &key, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_key;
};

/// The line above every workspace: finding, the connection, who is at which window, the looks.
class TopBar final : public QWidget
{
    Q_OBJECT

public:
    /// \a connection must outlive it.
    explicit TopBar(const HouseConnection &connection, QWidget *parent = nullptr);

    /// \a person: the operator, empty when nobody is signed in. \a window: "Window 3".
    void setPerson(const QString &person, const QString &window);
    [[nodiscard]] IconButton *settingsButton() const { return m_settings; }
    [[nodiscard]] QToolButton *personButton() const { return m_person; }

Q_SIGNALS:
    void findRequested();
    void themeSwitchRequested();
    void settingsRequested();
    void personMenuRequested();
    void helpRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    FindButton *m_find;
    ConnectionIndicator *m_connection;
    QToolButton *m_person;
    IconButton *m_theme;
    IconButton *m_help;
    IconButton *m_settings;
};

} // namespace foyer
