#!/bin/bash
# Checks the protocol's models with Spin: the design must hold, every planted fault must be found.
# Usage: run.sh [full]   full: lost messages and two ticks too (minutes, several GB)
# Prints one line a run; ends with 1 on a surprise and with 77 without spin or gcc.
set -u
here=$(cd "$(dirname "$0")" && pwd)
command -v spin >/dev/null && command -v gcc >/dev/null || { echo "skipped: spin or gcc is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
surprises=0

# check NAME WANTED MODEL SPINFLAGS GCCFLAGS PANFLAGS; WANTED: holds or breaks
check() {
    local folder=$work/$1 errors depth
    mkdir -p "$folder"
    cp "$here/$3" "$folder/model.pml"
    (cd "$folder" && spin -a $4 model.pml >spin.log 2>&1 && gcc -O1 -w -DSAFETY -DNOCLAIM -DMEMLIM=4000 $5 -o pan pan.c &&
        timeout 900 ./pan $6 >pan.log 2>&1)
    errors=$(sed -n 's/.*errors: \([0-9]*\).*/\1/p' "$folder/pan.log" 2>/dev/null | tail -1)
    depth=$(sed -n 's/ *\([0-9.e+]*\) states, stored.*/\1 states/p' "$folder/pan.log" 2>/dev/null | tail -1)
    if grep -q -E 'out of memory|max search depth too small|Search not completed' "$folder/pan.log" 2>/dev/null &&
            [ "$2" = holds ]; then
        echo "INCOMPLETE $1"
        surprises=1
    elif [ "$2" = holds ] && [ "$errors" = 0 ]; then
        echo "holds  $1 ($depth)"
    elif [ "$2" = breaks ] && [ "${errors:-0}" != 0 ]; then
        echo "found  $1: $(grep -m1 -o -E 'assertion violated.*|invalid end state.*' "$folder/pan.log")"
    else
        echo "SURPRISE $1: errors=${errors:-none reported}; wanted: $2"
        [ -n "$errors" ] || tail -n 5 "$folder"/*.log
        surprises=1
    fi
}

for fault in READTHENWRITE NOFENCE NOIDEMPOTENCY LATEEXPIRY EARLYACK SELLAFTERRETURN DROPREFUSED \
        PRUNEBYAGE NOWATERMARK; do
    check "$fault" breaks booking.pml "-DFAULT_$fault -DTICKS=2" "-DBFS" ""
done
check RECLAIM breaks booking.pml "-DFAULT_RECLAIM -DREVOCATIONS=1" "-DBFS" ""
check SENDBEFOREKEEP breaks booking.pml "-DFAULT_SENDBEFOREKEEP -DWINDOWDEATHS=1" "-DBFS" ""
check EARLYNUMBER breaks feed.pml "-DFAULT_EARLYNUMBER" "-DBFS" ""
check feed holds feed.pml "" "" "-m100000"
check server-death holds booking.pml "-DLOSSES=0 -DSERVERDEATHS=1" "-DCOLLAPSE" "-m500000"
quiet="-DLOSSES=0 -DSERVERDEATHS=0"
check revocation holds booking.pml "$quiet -DREVOCATIONS=1" "-DCOLLAPSE" "-m500000"
check window-death holds booking.pml "$quiet -DWINDOWDEATHS=1" "-DCOLLAPSE" "-m500000"
if [ "${1:-}" = full ]; then
    check loss holds booking.pml "-DLOSSES=1 -DSERVERDEATHS=0" "-DCOLLAPSE" "-m500000"
    check both holds booking.pml "-DLOSSES=1 -DSERVERDEATHS=1 -DTICKS=2" "-DCOLLAPSE" "-m500000"
fi
exit $surprises
