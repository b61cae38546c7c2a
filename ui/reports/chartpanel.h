#pragma once

#include <QFrame>
#include <QList>
#include <QStringList>

class QHBoxLayout;
class QStandardItemModel;
class QTableView;

namespace foyer {

class ContentStack;
class IconButton;

/// A chart with its title, its table under it, and the table as CSV. GUI thread.
class ChartPanel final : public QFrame
{
    Q_OBJECT

public:
    /// Takes \a chart over.
    ChartPanel(const QString &title, QWidget *chart, QWidget *parent = nullptr);

    /// A widget beside the title (a legend, a choice); takes it over.
    void addToTitle(QWidget *widget);
    struct Cell
    {
        QString shown; ///< as the reader's locale writes it
        QString raw;   ///< as machines read it: the CSV's
    };
    /// \a headers are the columns; the first is text, the others are figures.
    void setTable(const QStringList &headers, const QList<QList<Cell>> &rows);
    void showNothingSold();

    /// What export writes: headers and raw cells.
    [[nodiscard]] QByteArray csv() const;
    /// Writes csv() to \a path. \return empty, or what went wrong, for people.
    [[nodiscard]] QString saveCsv(const QString &path) const;
    [[nodiscard]] int tableRows() const { return int(m_rows.size()); }
    [[nodiscard]] bool isShowingContent() const;

private:
    void askWhereToSave();

    QString m_title;
    QHBoxLayout *m_titleRow;
    ContentStack *m_stack;
    QTableView *m_table;
    QStandardItemModel *m_model;
    IconButton *m_export;
    QStringList m_headers;
    QList<QList<Cell>> m_rows;
};

} // namespace foyer
