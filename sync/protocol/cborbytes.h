#pragma once

#include <QByteArray>
#include <QStringView>
#include <QtEndian>
#include <QUuid>

#include <algorithm>

namespace foyer {

/// Appends CBOR (RFC 8949) of definite length with the shortest heads to an array of bytes. What
/// QCborStreamWriter does by way of an I/O device takes six times as long, and every message and
/// outcome is written by this.
class CborBytes final
{
public:
    /// \a out must outlive it.
    explicit CborBytes(QByteArray &out)
        : m_out(out)
    {
        m_out.reserve(m_out.size() + usualSize);
    }

    /// The members follow; nothing ends it.
    void startArray(quint64 size) { head(4, size); }
    void append(qint64 value)
    {
        if (value < 0)
            head(1, ~quint64(value));
        else
            head(0, quint64(value));
    }
    void append(QStringView text)
    {
        const auto isAscii = [](QChar letter) { return letter.unicode() < 0x80; };
        if (std::ranges::all_of(text, isAscii)) { // nearly always; and then nothing is allocated
            head(3, quint64(text.size()));
            for (const QChar letter : text)
                m_out.append(char(letter.unicode()));
            return;
        }
        const QByteArray utf8 = text.toUtf8();
        head(3, quint64(utf8.size()));
        m_out.append(utf8);
    }
    /// \a text is ASCII.
    void append(QLatin1StringView text)
    {
        head(3, quint64(text.size()));
        m_out.append(text.data(), text.size());
    }
    void append(const QByteArray &bytes)
    {
        head(2, quint64(bytes.size()));
        m_out.append(bytes);
    }
    void append(const QUuid &uuid)
    {
        char bytes[16];
        qToBigEndian(uuid.data1, bytes);
        qToBigEndian(uuid.data2, bytes + 4);
        qToBigEndian(uuid.data3, bytes + 6);
        memcpy(bytes + 8, uuid.data4, sizeof uuid.data4);
        head(2, sizeof bytes);
        m_out.append(bytes, sizeof bytes);
    }
    void appendFlag(bool value) { m_out.append(value ? '\xf5' : '\xf4'); }
    void appendNull() { m_out.append('\xf6'); }

private:
    static constexpr qsizetype usualSize = 192;

    void head(int major, quint64 value)
    {
        const auto type = uchar(major << 5);
        if (value < 24)
            m_out.append(char(type | value));
        else if (value <= 0xff)
            wide(type | 24, quint8(value));
        else if (value <= 0xffff)
            wide(type | 25, quint16(value));
        else if (value <= 0xffffffff)
            wide(type | 26, quint32(value));
        else
            wide(type | 27, value);
    }
    template <class Number>
    void wide(int first, Number value)
    {
        char bytes[1 + sizeof value];
        bytes[0] = char(first);
        qToBigEndian(value, bytes + 1);
        m_out.append(bytes, sizeof bytes);
    }

    QByteArray &m_out;
};

} // namespace foyer
