#include "app/foyerctl/passwordinput.h"

#include <cstdio>
#include <iostream>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortestPassword = 8;

/// Turns the terminal's echo off for as long as it lives.
class Silence final
{
public:
    Silence()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Silence() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

private:
    termios m_before{};
};

Secret readLine()
{
    std::string line;
    std::getline(std::cin, line);
    Secret secret(QByteArrayView(line.data(), qsizetype(line.size())));
    std::fill(line.begin(), line.end(), '\0');
    return secret;
}

Secret ask(const char *question)
{
    std::fputs(question, stderr);
    const Silence silence;
    Secret answer = readLine();
    std::fputs("\n", stderr);
    return answer;
}

} // namespace

Result<Secret> readNewPassword()
{
    const bool isTerminal = isatty(STDIN_FILENO) == 1;
    Secret password = isTerminal ? ask("New password: ") : readLine();
    if (password.reveal().size() < shortestPassword) {
        return std::unexpected(
            refusal(RefusalCode::InvalidRecord,
                    u"A password needs at least %1 characters."_s.arg(shortestPassword)));
    }
    if (isTerminal && ask("Once more: ").reveal() != password.reveal()) {
        return std::unexpected(refusal(RefusalCode::InvalidRecord,
                                       u"The two passwords differ; nothing was changed."_s));
    }
    return password;
}

} // namespace foyer
