#include "ui/widgets/icons.h"

#include "ui/widgets/theme.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(const QString &name, Tone tone)
        : m_name(name)
        , m_tone(tone)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect.topLeft(), tinted(rect.size(), ratio, mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return tinted(size, 1.0, mode);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return tinted(QSize(qRound(size.width() / scale), qRound(size.height() / scale)), scale,
                      mode);
    }

    QIconEngine *clone() const override { return new TintedIconEngine(m_name, m_tone); }
    QString key() const override { return u"foyer"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return !QIcon::hasThemeIcon(m_name); }

private:
    QPixmap tinted(const QSize &size, qreal ratio, QIcon::Mode mode) const
    {
        const Theme &theme = Theme::current();
        const QColor color = mode == QIcon::Disabled
                                 ? Theme::mixed(theme.colors().muted, theme.colors().surface, 0.6)
                                 : toneColor(m_tone);
        const QString key = u"foyer-icon/%1/%2/%3x%4@%5"_s.arg(m_name, color.name())
                                .arg(size.width())
                                .arg(size.height())
                                .arg(ratio);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QIcon::fromTheme(m_name).pixmap(size, ratio);
        if (pixmap.isNull())
            return pixmap;
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(QRectF(QPointF(), pixmap.deviceIndependentSize()), color);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_name;
    Tone m_tone;
};

} // namespace

QIcon themedIcon(const QString &name, Tone tone)
{
    return QIcon(new TintedIconEngine(name, tone));
}

} // namespace foyer
