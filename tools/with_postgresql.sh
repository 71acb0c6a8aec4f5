#!/bin/sh
# Runs a command with a PostgreSQL server of its own beside it, on loopback, gone when the command ends.
#
#   sh tools/with_postgresql.sh COMMAND...
#
# The command finds its address in POSTGRESQL_URL, with {database} where the name of a database goes. Where PostgreSQL
# is not installed the command runs all the same, unless POSTGRESQL_IS_NEEDED is set.
set -eu

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

programs=$(find /usr/lib/postgresql -name initdb -printf '%h\n' 2>/dev/null | sort -V | tail -1)
if [ -z "$programs" ]; then
    echo "Without PostgreSQL: it is not installed."
    [ -z "${POSTGRESQL_IS_NEEDED:-}" ] || exit 1
    exec "$@"
fi

directory=$(mktemp -d)
stop() {
    as_postgres "$programs/pg_ctl" -D "$directory/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$directory"
}
trap stop EXIT
trap 'exit 130' INT TERM
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
[ "$(id -u)" != 0 ] || chown postgres "$directory"
as_postgres "$programs/initdb" -D "$directory/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as_postgres "$programs/pg_ctl" -D "$directory/data" -w -l "$directory/log" \
    -o "-h 127.0.0.1 -p $port -k $directory -c fsync=off -c full_page_writes=off" start >/dev/null
export POSTGRESQL_URL="postgresql://postgres@127.0.0.1:$port/{database}"
"$@"
