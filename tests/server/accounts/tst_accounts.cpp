#include "sync/server/accounts/passwords.h"
#include "sync/server/accounts/signindelay.h"
#include "sync/server/accounts/signingkey.h"
#include "sync/server/accounts/tokens.h"
#include "sync/server/accounts/verifierpool.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <set>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

Secret secret(const char *text)
{
    return Secret(QByteArrayView(text));
}

constexpr Milliseconds second{1000};

} // namespace

class TestAccounts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_signature_is_of_one_key_and_one_message()
    {
        const QTemporaryDir folder;
        const auto key = SigningKey::open(folder.filePath(u"signing.key"_s));
        const auto other = SigningKey::open(folder.filePath(u"other.key"_s));
        QVERIFY(key && other);
        const QByteArray signature = key->sign("seats 1 to 9");
        QVERIFY(isSigned("seats 1 to 9", signature, key->publicKey()));
        QVERIFY(!isSigned("seats 1 to 90", signature, key->publicKey()));
        QVERIFY(!isSigned("seats 1 to 9", signature, other->publicKey()));
        QVERIFY(!isSigned("seats 1 to 9", signature.chopped(1), key->publicKey()));
        QVERIFY(!isSigned("seats 1 to 9", signature, {}));
    }
    void a_signing_key_is_kept_for_its_owner_only()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"signing.key"_s);
        const auto made = SigningKey::open(path);
        const auto again = SigningKey::open(path);
        QVERIFY(made && again);
        QCOMPARE(again->publicKey(), made->publicKey());
        constexpr auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        constexpr auto user = QFileDevice::ReadUser | QFileDevice::WriteUser;
        QCOMPARE(QFile::permissions(path) & ~user, owner);
        QVERIFY(QFile::setPermissions(path, owner | QFileDevice::ReadGroup));
        const auto shared = SigningKey::open(path);
        QVERIFY(!shared && shared.error().message.contains(u"chmod 600"_s));
    }
    void a_damaged_signing_key_is_never_replaced()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"signing.key"_s);
        for (const QByteArray &content :
             {QByteArray(), QByteArray("12ab\n"), QByteArray(64, 'x'), QByteArray(66, 'a')}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
            file.close();
            QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
            QVERIFY(!SigningKey::open(path));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), content);
        }
        QVERIFY(!SigningKey::open(folder.filePath(u"nowhere/signing.key"_s)));
    }
    void a_password_matches_its_own_hash_only()
    {
        const auto hash = hashPassword(secret("correct horse"), cheapestPasswordCost());
        QVERIFY(hash);
        QVERIFY(hash->startsWith("$argon2id$"));
        QVERIFY(passwordMatches(secret("correct horse"), *hash));
        QVERIFY(!passwordMatches(secret("correct horse "), *hash));
        QVERIFY(!passwordMatches(secret(""), *hash));
        QVERIFY(!passwordMatches(secret("correct horse"), hash->chopped(1)));
        QVERIFY(!passwordMatches(secret("correct horse"), "no hash at all"));
    }
    void the_same_password_gives_different_hashes()
    {
        const auto one = hashPassword(secret("x"), cheapestPasswordCost());
        const auto other = hashPassword(secret("x"), cheapestPasswordCost());
        QVERIFY(one && other && *one != *other);
    }
    void the_usual_cost_is_64_mebibytes_in_two_passes()
    {
        const auto hash = hashPassword(secret("x"));
        QVERIFY(hash && hash->contains("m=65536,t=2,"));
    }
    void empty_and_endless_passwords_are_refused()
    {
        QCOMPARE(hashPassword(secret("")).error().code, RefusalCode::InvalidRecord);
        const QByteArray endless(longestPasswordBytes + 1, 'x');
        QCOMPARE(hashPassword(Secret(QByteArrayView(endless))).error().code,
                 RefusalCode::InvalidRecord);
    }

    void tokens_are_43_letters_and_never_the_same()
    {
        std::set<QByteArray> tokens;
        for (int i = 0; i < 1000; ++i) {
            const Secret token = makeToken();
            QCOMPARE(token.reveal().size(), 43);
            tokens.insert(token.reveal().toByteArray());
        }
        QCOMPARE(tokens.size(), size_t(1000));
    }
    void a_token_is_stored_as_its_blake2b_256()
    {
        // RFC 7693's algorithm with 32 bytes of output over "abc".
        QCOMPARE(hashToken("abc").toHex(),
                 "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    }
    void a_secret_does_not_print_and_wipes_its_source()
    {
        QString typed = u"hunter2"_s;
        const Secret password = Secret::taking(typed);
        QVERIFY(typed.isEmpty());
        QCOMPARE(password.reveal(), QByteArrayView("hunter2"));
        QVERIFY(!password.toString().contains(u"hunter2"_s));
    }

    void three_wrong_passwords_are_free_then_each_waits_twice_as_long()
    {
        SignInDelay delay;
        Tick now = Tick::fromMs(1'000'000);
        for (int i = 0; i < 3; ++i)
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", now));
        const auto refused = delay.begin(u"ANNA "_s, "5.6.7.8", now);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, RefusalCode::RateLimited);
        QCOMPARE(refused.error().retryAfter, second);
        for (const qint64 wait : {1, 2, 4, 8, 16, 32, 60, 60}) {
            QVERIFY(!delay.begin(u"anna"_s, "1.2.3.4", now + second * wait - Milliseconds(1)));
            now = now + second * wait;
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", now));
        }
    }
    void another_account_does_not_wait()
    {
        SignInDelay delay;
        for (int i = 0; i < 3; ++i)
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", Tick()));
        QVERIFY(!delay.begin(u"anna"_s, "1.2.3.4", Tick()));
        QVERIFY(delay.begin(u"sam"_s, "1.2.3.4", Tick()));
    }
    void an_address_that_tries_many_names_waits_too()
    {
        SignInDelay delay;
        for (int i = 0; i < SignInDelay::freeTriesPerAddress; ++i)
            QVERIFY(delay.begin(u"name %1"_s.arg(i), "1.2.3.4", Tick()));
        QVERIFY(!delay.begin(u"fresh name"_s, "1.2.3.4", Tick()));
        QVERIFY(delay.begin(u"fresh name"_s, "5.6.7.8", Tick()));
    }
    void ones_own_password_does_not_wash_away_guesses_at_others()
    {
        SignInDelay delay;
        for (int i = 0; i < SignInDelay::freeTriesPerAddress - 1; ++i)
            QVERIFY(delay.begin(u"victim %1"_s.arg(i), "1.2.3.4", Tick()));
        QVERIFY(delay.begin(u"mallory"_s, "1.2.3.4", Tick()));
        delay.succeeded(u"mallory"_s, "1.2.3.4");
        QVERIFY(delay.begin(u"victim x"_s, "1.2.3.4", Tick()));
        QVERIFY(!delay.begin(u"victim y"_s, "1.2.3.4", Tick()));
    }
    void the_right_password_ends_the_wait_of_its_account()
    {
        SignInDelay delay;
        for (int i = 0; i < 3; ++i)
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", Tick()));
        delay.succeeded(u"anna"_s, "1.2.3.4");
        for (int i = 0; i < 3; ++i)
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", Tick()));
    }
    void a_quiet_quarter_of_an_hour_forgets()
    {
        SignInDelay delay;
        for (int i = 0; i < 3; ++i)
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", Tick()));
        const Tick later = Tick() + SignInDelay::forgottenAfter;
        for (int i = 0; i < 3; ++i)
            QVERIFY(delay.begin(u"anna"_s, "1.2.3.4", later));
    }
    void the_table_of_delays_is_bounded()
    {
        SignInDelay delay;
        for (qint64 i = 0; i < SignInDelay::mostRemembered; ++i)
            QVERIFY(delay.begin(u"name %1"_s.arg(i), QByteArray::number(i), Tick::fromMs(i / 100)));
        QVERIFY(delay.begin(u"one more"_s, "x", Tick::fromMs(100'000)));
    }

    void the_pool_says_right_and_wrong_and_nothing_for_nobody()
    {
        VerifierPool pool(2, cheapestPasswordCost());
        const QByteArray hash = hashPassword(secret("pw"), cheapestPasswordCost()).value();
        std::promise<bool> right;
        std::promise<bool> wrong;
        std::promise<bool> nobody;
        QVERIFY(pool.verify(secret("pw"), hash, [&](bool is) { right.set_value(is); }));
        QVERIFY(pool.verify(secret("no"), hash, [&](bool is) { wrong.set_value(is); }));
        QVERIFY(pool.verify(secret("nobody"), {}, [&](bool is) { nobody.set_value(is); }));
        QVERIFY(right.get_future().get());
        QVERIFY(!wrong.get_future().get());
        QVERIFY(!nobody.get_future().get());
        pool.stop();
        QVERIFY(!pool.verify(secret("pw"), hash, [](bool) {}));
    }
    void a_full_pool_refuses()
    {
        VerifierPool pool(1, cheapestPasswordCost());
        std::promise<void> gate;
        std::promise<void> entered;
        const std::shared_future<void> opened = gate.get_future().share();
        QVERIFY(pool.verify(secret("x"), "y", [&entered, opened](bool) {
            entered.set_value();
            opened.wait();
        }));
        entered.get_future().wait();
        for (qsizetype i = 0; i < VerifierPool::mostWaiting; ++i)
            QVERIFY(pool.verify(secret("x"), "y", [](bool) {}));
        QVERIFY(!pool.verify(secret("x"), "y", [](bool) {}));
        gate.set_value();
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
