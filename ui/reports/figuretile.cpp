#include "ui/reports/figuretile.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

FigureTile::FigureTile(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(makeLabel(name, TextRole::Caption, Tone::Muted))
    , m_figure(makeLabel(u"–"_s, TextRole::Figure))
    , m_comparison(new ElidedLabel({}, TextRole::Caption, Tone::Muted))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::m, space::l, space::m);
    column->setSpacing(2);
    column->addWidget(m_name);
    column->addWidget(m_figure);
    column->addWidget(m_comparison);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    tellName();
}

void FigureTile::setFigure(const QString &figure)
{
    m_figure->setText(figure);
    tellName();
}

void FigureTile::setComparison(std::optional<double> change, const QString &text)
{
    m_comparison->setText(text);
    const bool isFlat = !change || *change == 0.0;
    setLabelTone(m_comparison, isFlat ? Tone::Muted : (*change > 0 ? Tone::Good : Tone::Warn));
    tellName();
}

QString FigureTile::figure() const
{
    return m_figure->text();
}

QString FigureTile::comparison() const
{
    return m_comparison->text();
}

void FigureTile::tellName()
{
    setAccessibleName(u"%1: %2. %3"_s.arg(m_name->text(), m_figure->text(), m_comparison->text()));
}

void FigureTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = Theme::current().colors();
    paintRounded(painter, rect(), colors.surface, colors.line);
}

} // namespace foyer
