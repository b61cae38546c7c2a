#pragma once

#include "ui/designer/planreader.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTableWidget;

namespace foyer {

class Banner;
class Button;
class ContentStack;
class MapPreview;

/// A seating plan before it is published: how it looks, what was counted, what the import had
/// to repair or drop. GUI thread; files are read on another one (PlanReader).
class ImportPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ImportPanel(QWidget *parent = nullptr);

    /// Starts anew: reads \a path, to be published at \a venueName as \a nextVersion.
    void importFile(const QString &path, const QString &venueName, qint32 nextVersion);
    void showPublishing();
    void showRefusal(const Refusal &refusal);
    [[nodiscard]] bool hasPlan() const { return m_plan.geometry != nullptr; }
    /// The findings as text, one a line, cells split by tabs.
    [[nodiscard]] QString findingsText() const;

Q_SIGNALS:
    void publishWanted(const foyer::SeatMap &map, const QString &note);
    void anotherFileWanted();
    void cancelled();
    void planShown();
    void planRefused();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeReport();
    [[nodiscard]] QWidget *makeFoot();
    void showPlan(const ReadPlan &plan);
    void showFindings();
    void fitFindings();

    PlanReader m_reader;
    ReadPlan m_plan;
    QString m_venueName;
    qint32 m_nextVersion = 1;

    Banner *m_banner;
    QLabel *m_counts;
    QLabel *m_findingsTitle;
    QTableWidget *m_findings;
    Button *m_copy;
    QWidget *m_foot;
    QLineEdit *m_note;
    Button *m_publish;
    MapPreview *m_preview;
    ContentStack *m_stack; ///< the preview's
};

} // namespace foyer
