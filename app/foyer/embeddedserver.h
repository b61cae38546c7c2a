#pragma once

#include "models/domain/refusal.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

namespace foyer {

/// A booking server of this program's own: the foyerd that lies beside it (or is on the PATH),
/// on a free loopback port, with a sample house when its folder is empty. Ends with this object.
class EmbeddedServer final : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddedServer(QString houseFolder, QObject *parent = nullptr);
    ~EmbeddedServer() override;

    /// started() or failed() follows.
    void start();
    [[nodiscard]] const QUrl &address() const { return m_address; }

Q_SIGNALS:
    void started(const QUrl &address);
    /// Also when it ends by itself later.
    void failed(const foyer::Refusal &refusal);

private:
    void readOutput();
    void onEnded();

    QString m_houseFolder;
    QProcess m_process;
    QUrl m_address;
    bool m_isStopping = false;
};

} // namespace foyer
