#include "ui/designer/importpanel.h"

#include "ui/designer/mappreview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/margins.h"
#include "ui/widgets/statepane.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/toast.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int reportWidth = 360;
constexpr int longestNote = 200;

QString severityText(ImportSeverity severity)
{
    switch (severity) {
    case ImportSeverity::Note:
        return ImportPanel::tr("Note");
    case ImportSeverity::Repaired:
        return ImportPanel::tr("Repaired");
    case ImportSeverity::Dropped:
        return ImportPanel::tr("Dropped");
    }
    return {};
}

Tone severityTone(ImportSeverity severity)
{
    switch (severity) {
    case ImportSeverity::Note:
        return Tone::Muted;
    case ImportSeverity::Repaired:
        return Tone::Good;
    case ImportSeverity::Dropped:
        return Tone::Warn;
    }
    return Tone::Text;
}

QString countsText(const ReadPlan &plan)
{
    const QStringList parts{
        ImportPanel::tr("%Ln place(s)", nullptr, plan.geometry->ticketCount()),
        ImportPanel::tr("%Ln row(s)", nullptr, plan.report.rows),
        ImportPanel::tr("%Ln section(s)", nullptr, int(plan.geometry->sections().size())),
        ImportPanel::tr("%Ln category(ies)", nullptr, int(plan.geometry->categories().size())),
    };
    return parts.join(u"  \u00B7  "_s);
}

} // namespace

ImportPanel::ImportPanel(QWidget *parent)
    : QWidget(parent)
    , m_banner(new Banner)
{
    m_preview = new MapPreview(tr("Preview of the seating plan"), makeReport());
    m_stack = m_preview->stack();
    m_foot = makeFoot();
    auto *cancel = new Button(ButtonKind::Secondary, tr("Cancel"));
    cancel->setKeyHint(tr("Esc"));
    m_preview->addToTitle(cancel);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_banner);
    all->addWidget(m_preview, 1);
    all->addWidget(m_foot);
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_reader.forget();
        Q_EMIT cancelled();
    });
    connect(m_stack->state(), &StatePane::actionTriggered, this, &ImportPanel::anotherFileWanted);
    connect(&Theme::current(), &Theme::changed, this, &ImportPanel::showFindings);
    connect(&m_reader, &PlanReader::planRead, this, &ImportPanel::showPlan);
    connect(&m_reader, &PlanReader::planRefused, this,
            [this](const QString &name, const Refusal &why) {
                m_foot->hide();
                m_stack->showState()->showError(
                    tr("%1 is not a seating plan Foyer can read").arg(name),
                    tr("%1 Nothing was changed. Foyer reads seating plans of pretix and its own "
                       "JSON.")
                        .arg(why.message),
                    tr("Choose another file"));
                Q_EMIT planRefused();
            });
}

QWidget *ImportPanel::makeReport()
{
    auto *side = new QWidget;
    side->setFixedWidth(reportWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(readingMargins(space::l, space::m, space::s, space::m));
    column->setSpacing(space::s);
    m_counts = makeLabel({}, TextRole::Body);
    m_counts->setWordWrap(true);
    column->addWidget(new SectionHeader(tr("Counted")));
    column->addWidget(m_counts);
    column->addWidget(new Divider);
    auto *titleRow = new QHBoxLayout;
    m_findingsTitle = makeLabel({}, TextRole::Caption, Tone::Muted);
    m_copy = new Button(ButtonKind::Quiet, tr("Copy"));
    m_copy->setIconName(u"edit-copy"_s);
    m_copy->setAccessibleName(tr("Copy all findings as text"));
    titleRow->addWidget(m_findingsTitle, 1);
    titleRow->addWidget(m_copy);
    column->addLayout(titleRow);
    m_findings = new QTableWidget(0, 2);
    m_findings->setAccessibleName(tr("What the import found"));
    m_findings->setProperty("foyerFlat", true);
    m_findings->setShowGrid(false);
    m_findings->setWordWrap(true);
    m_findings->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_findings->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_findings->setTabKeyNavigation(false);
    m_findings->setHorizontalHeaderLabels({tr("What"), tr("Where, and what was done")});
    m_findings->horizontalHeader()->setHighlightSections(false);
    m_findings->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_findings->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_findings->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_findings->verticalHeader()->hide();
    connect(m_findings->horizontalHeader(), &QHeaderView::sectionResized, this,
            &ImportPanel::fitFindings);
    column->addWidget(m_findings, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(findingsText());
        Toast::say(this, tr("Findings copied"));
    });
    return side;
}

QWidget *ImportPanel::makeFoot()
{
    auto *foot = new QWidget;
    foot->setProperty("foyerSurface", true);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(readingMargins(space::xl, space::m, space::l, space::m));
    row->setSpacing(space::s);
    m_note = new QLineEdit;
    m_note->setPlaceholderText(tr("Note for this version, such as \"Orchestra pit closed\""));
    m_note->setAccessibleName(tr("Note for this version"));
    m_note->setMaxLength(longestNote);
    m_publish = new Button(ButtonKind::Primary, {});
    row->addWidget(m_note, 1);
    row->addWidget(m_publish);
    connect(m_publish, &QPushButton::clicked, this,
            [this] { Q_EMIT publishWanted(m_plan.map, m_note->text().trimmed()); });
    connect(m_note, &QLineEdit::returnPressed, m_publish, &QPushButton::click);
    foot->hide();
    return foot;
}

void ImportPanel::importFile(const QString &path, const QString &venueName, qint32 nextVersion)
{
    m_plan = {};
    m_venueName = venueName;
    m_nextVersion = nextVersion;
    m_banner->hide();
    m_foot->hide();
    m_preview->title()->setText(tr("Seating plan for %1").arg(venueName));
    m_preview->line()->setText(path);
    m_stack->showState()->showLoading();
    m_reader.read(path);
}

void ImportPanel::showPlan(const ReadPlan &plan)
{
    m_plan = plan;
    m_preview->line()->setText(plan.fileName);
    m_counts->setText(countsText(plan));
    m_preview->showMap(plan.geometry);
    showFindings();
    m_note->clear();
    m_publish->setText(tr("Publish as version %1").arg(m_nextVersion));
    m_publish->setEnabled(true);
    m_stack->showContent();
    m_foot->show();
    fitFindings();
    m_note->setFocus();
    Q_EMIT planShown();
}

void ImportPanel::showFindings()
{
    const QList<ImportFinding> &findings = m_plan.report.findings;
    m_findingsTitle->setText(findings.isEmpty()
                                 ? tr("Nothing had to be repaired or dropped")
                                 : tr("%Ln finding(s)", nullptr, int(findings.size())));
    m_copy->setVisible(!findings.isEmpty());
    m_findings->setVisible(!findings.isEmpty());
    m_findings->setRowCount(int(findings.size()));
    for (int row = 0; row < findings.size(); ++row) {
        const ImportFinding &finding = findings.at(row);
        auto *what = new QTableWidgetItem(severityText(finding.severity));
        what->setForeground(toneColor(severityTone(finding.severity)));
        what->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_findings->setItem(row, 0, what);
        auto *text = new QTableWidgetItem(finding.place + u'\n' + finding.text);
        text->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_findings->setItem(row, 1, text);
    }
}

void ImportPanel::fitFindings()
{
    // The view measures without the style sheet's padding: one line more is always enough.
    m_findings->resizeRowsToContents();
    for (int row = 0; row < m_findings->rowCount(); ++row)
        m_findings->setRowHeight(row, m_findings->rowHeight(row) +
                                          m_findings->fontMetrics().lineSpacing());
}

QString ImportPanel::findingsText() const
{
    QStringList lines;
    for (const ImportFinding &finding : m_plan.report.findings)
        lines.append(severityText(finding.severity) + u'\t' + finding.place + u'\t' + finding.text);
    return lines.join(u'\n');
}

void ImportPanel::showPublishing()
{
    m_banner->hide();
    m_publish->setEnabled(false);
    m_publish->setText(tr("Publishing"));
}

void ImportPanel::showRefusal(const Refusal &refusal)
{
    m_publish->setEnabled(true);
    m_publish->setText(tr("Publish as version %1").arg(m_nextVersion));
    m_banner->showMessage(Tone::Bad, tr("The plan was not published: %1").arg(refusal.message));
}

void ImportPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_reader.forget();
    Q_EMIT cancelled();
}

} // namespace foyer
