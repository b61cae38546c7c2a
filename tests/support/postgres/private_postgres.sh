#!/bin/sh
# Runs one PostgreSQL of its own in a directory of its own for as long as standard input stays
# open, then stops it and removes the directory: a test that crashes leaves nothing behind.
#
#   private_postgres.sh TEMPLATE [SETTING=VALUE...]
#
# TEMPLATE is where a freshly made cluster is kept, so that only the first run waits for initdb.
# Prints "ready DIRECTORY" (host=DIRECTORY user=postgres in a connection string) when it answers.
# PostgreSQL does not run as root; then it runs as the user postgres.
set -eu
template=$1
shift
bin=/usr/lib/postgresql/15/bin
if [ ! -x "$bin/postgres" ]; then
    echo "PostgreSQL 15 is not installed: apt-get install postgresql" >&2
    exit 1
fi
umask 077
if [ "$(id -u)" = 0 ]; then
    as="setpriv --reuid=postgres --regid=postgres --clear-groups"
else
    as=
fi
own() { [ "$(id -u)" != 0 ] || chown -R postgres:postgres "$1"; }

directory=$(mktemp -d /tmp/foyer-pg-XXXXXX)
server=
finish() {
    trap - EXIT
    [ -z "$server" ] || { kill -QUIT "$server" 2>/dev/null || :; wait "$server" 2>/dev/null || :; }
    rm -rf "$directory"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
own "$directory"

if [ ! -d "$template" ]; then
    $as "$bin/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        --no-sync --no-instructions >/dev/null
    mkdir -p "$(dirname "$template")"
    copy=$(mktemp -d "$template.XXXXXX")
    cp -a "$directory/data" "$copy/data"
    # Another test may have been quicker; then its copy stays.
    mv -T "$copy/data" "$template" 2>/dev/null || :
    rm -rf "$copy"
else
    cp -a "$template" "$directory/data"
    own "$directory/data"
fi

# fsync and synchronous_commit stay as a house would have them: on.
set -- "$@" listen_addresses= "unix_socket_directories=$directory" max_connections=100 \
    shared_buffers=64MB deadlock_timeout=200ms
for setting; do
    shift
    set -- "$@" -c "$setting"
done
$as "$bin/postgres" -D "$directory/data" "$@" >"$directory/log" 2>&1 </dev/null &
server=$!
tries=0
until $as "$bin/pg_isready" -q -h "$directory"; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
        cat "$directory/log" >&2
        exit 1
    fi
    sleep 0.05
done
echo "ready $directory"
cat >/dev/null
