#!/usr/bin/env bash
# Tries the packages out as a stranger would: a clean Debian 12 root, both packages installed by
# apt, the server started on sample data, a picture of the desktop taken, then purged.
# Usage: test-packages.sh PACKAGE_DIR WORK_DIR     (as root; needs debootstrap and a mirror)
set -euo pipefail
packages=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
clean="$work/root"
server_pid=""

say() { printf 'test-packages: %s\n' "$*"; }
fail() { say "FAILED: $*" >&2; exit 1; }
inside() { chroot "$clean" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
finish() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
    for mount in "$clean/proc" "$clean/dev"; do
        ! mountpoint -q "$mount" || umount -l "$mount"
    done
    rm -rf "$clean"
}
trap finish EXIT

mirror=$(awk '/^URIs:/ {print $2; exit} /^deb / {print $2; exit}' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null)
[ -n "$mirror" ] || fail "no Debian mirror is configured on this machine"
say "making a clean root"
rm -rf "$clean"
debootstrap --variant=minbase bookworm "$clean" "$mirror" >"$work/debootstrap.log" 2>&1 || fail "debootstrap: see $work/debootstrap.log"
{ grep -rhi '^Acquire::.*Proxy' /etc/apt/apt.conf.d || true; } >"$clean/etc/apt/apt.conf.d/90proxy"
mount -t proc proc "$clean/proc"
mount --bind /dev "$clean/dev"
mkdir "$clean/packages"
cp "$packages"/*.deb "$clean/packages/"

say "installing both packages and a virtual screen"
inside sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends /packages/*.deb xvfb xauth imagemagick' \
    >"$work/install.log" 2>&1 || { tail -n 20 "$work/install.log"; fail "the packages do not install"; }

say "starting the server as its own user"
inside sh -c 'install -d -o foyer -g foyer /tmp/house'
chroot --userspec=foyer:foyer "$clean" /usr/bin/env -i PATH=/usr/bin LANG=C.UTF-8 \
    /usr/bin/foyerd --data /tmp/house/data --listen 127.0.0.1:0 --sample >"$work/foyerd.out" 2>"$work/foyerd.log" &
server_pid=$!
for _ in $(seq 300); do
    grep -q '^listening on' "$work/foyerd.out" && break
    kill -0 "$server_pid" 2>/dev/null || fail "foyerd ended: $(tail -n 3 "$work/foyerd.log")"
    sleep 0.1
done
address=$(sed -n 's/^listening on //p' "$work/foyerd.out")
[ -n "$address" ] || fail "foyerd did not say where it listens"
say "server at $address"

say "taking a picture of the desktop"
inside sh -c "mkdir -p /pictures && xvfb-run -a -s '-screen 0 1440x900x24' foyer --server $address --window /tmp/window --picture /pictures/desktop.png" \
    >"$work/desktop.log" 2>&1 || { tail -n 20 "$work/desktop.log"; fail "the desktop did not start"; }
cp "$clean/pictures/desktop.png" "$work/desktop.png"
[ "$(stat -c %s "$work/desktop.png")" -gt 10000 ] || fail "the picture is empty"

say "stopping and purging"
kill -TERM "$server_pid"
wait "$server_pid" || fail "foyerd did not stop cleanly"
server_pid=""
inside apt-get purge -y -q foyer foyer-server >"$work/purge.log" 2>&1 || fail "purge: see $work/purge.log"
for leftover in usr/bin/foyer usr/bin/foyerd etc/foyer var/lib/foyer lib/systemd/system/foyerd.service; do
    [ ! -e "$clean/$leftover" ] || fail "purging left /$leftover"
done
say "passed; the desktop's picture is $work/desktop.png"
