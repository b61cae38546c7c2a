#!/usr/bin/env bash
# Foyer's way in for developers: installs what is missing, builds, runs, tests, packs.
# Works on a fresh Debian 12, as root or with sudo; every command may be repeated.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
release=build/release

usage() {
    cat <<'TEXT'
Usage: ./installer/dev.sh COMMAND [ARGUMENT...]
  run [OPTION...]   open Foyer with its own booking server and a sample house; without a display,
                    take the guided tour and say where its pictures are
  test [REGEX]      build everything and run all tests (or those whose names match REGEX)
  build             build/release/bin/{foyer,foyerd,foyerctl}
  bench [NAME]      run the benchmarks (search, seatmap, rules, general, ledger, bulk, postgres, holds, edge,
                    walkup, hot, steady, idle, snapshot); results in build/bench/ and, as a table, in
                    tests/bench/README.md
  package           build/packages/*.deb, and try them out in a clean root (needs root)
  check             clang-format 19 and clang-tidy 19 on the whole tree; compiles nothing
  fuzz [SECONDS]    run every fuzzer of tests/fuzz that long (default 60); what they break is kept
                    in build/fuzz/findings/
  torture [SCHEDULES]
                    run that many further schedules of the simulator (default 1,000,000) on all
                    cores, until the first that breaks a promise
  sanitize          the tests under the address, undefined-behaviour and thread sanitizers
  translations      refresh translations/*.ts from the sources
  install           only install the packages that are missing
TEXT
}

say() { printf 'dev.sh: %s\n' "$*"; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# Names of the packages whose second column is among the arguments.
packages() {
    awk -v wanted=" $* " '!/^#/ && NF { if (index(wanted, " " $2 " ")) print $1 }' installer/packages.txt
}

install_packages() {
    local missing=() name
    for name in $(packages "$@"); do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "all packages are installed"
        return
    fi
    say "installing ${#missing[@]} packages"
    mkdir -p build
    if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends "${missing[@]}"; } >build/install.log 2>&1; then
        tail -n 20 build/install.log >&2
        say "the packages could not be installed; the whole log is in build/install.log" >&2
        exit 1
    fi
}

# The npm modules of tests/peers, into build/. Without them those tests are skipped, so a machine
# that cannot have them still runs the rest.
install_peers() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        (install_packages peers) || { say "no node here: its tests will be skipped"; return; }
    fi
    cmp -s tests/peers/package-lock.json build/peers/installed.json && return
    say "installing the npm modules of tests/peers"
    mkdir -p build/peers
    cp tests/peers/package.json tests/peers/package-lock.json build/peers/
    if (cd build/peers && npm ci --ignore-scripts --no-audit --no-fund) >build/peers.log 2>&1; then
        cp tests/peers/package-lock.json build/peers/installed.json
    else
        say "npm could not install them (build/peers.log): their tests will be skipped"
    fi
}

# configure PRESET: only when it has not been done; ninja repeats it when a CMake file changes.
configure() {
    if [ -f "build/$1/build.ninja" ]; then
        return
    fi
    say "configuring build/$1"
    mkdir -p build
    cmake --preset "$1" >"build/configure-$1.log" 2>&1 || { tail -n 30 "build/configure-$1.log" >&2; exit 1; }
}

# build PRESET TARGET...
build() {
    local preset=$1
    shift
    configure "$preset"
    say "building $preset: $*"
    cmake --build "build/$preset" --target "$@" >"build/build-$preset.log" 2>&1 || {
        grep -E -A12 'error|FAILED' "build/build-$preset.log" | head -n 80 >&2
        say "the build failed; the whole log is in build/build-$preset.log" >&2
        exit 1
    }
}

has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

run_command() {
    install_packages build desktop
    build release foyer foyerd
    if has_display; then
        say "opening Foyer; sign in as anna (password foyer-demo)"
        exec "$release/bin/foyer" --embedded "$@"
    fi
    install_packages build desktop test
    say "no display here: taking the guided tour instead"
    local pictures=build/tour
    rm -rf "$pictures"
    xvfb-run -a -s '-screen 0 2000x1200x24' "$release/bin/foyer" --tour "$pictures" "$@"
    say "the pictures are in $root/$pictures, the summary is $root/$pictures/summary.html"
}

test_command() {
    install_packages build desktop server test check
    install_peers
    build release all
    say "running the tests"
    ctest --preset release -j2 ${1:+-R "$1"}
}

bench_command() {
    install_packages build desktop test
    build release bench
    mkdir -p build/bench
    local name
    for name in search seatmap rules general ledger bulk postgres holds edge walkup hot steady idle snapshot; do
        [ -z "${1:-}" ] || [ "$1" = "$name" ] || continue
        say "benchmark $name"
        QT_QPA_PLATFORM=offscreen FOYER_BENCH_DIR=build/bench "$release/bin/bench_$name"
    done
    python3 tests/bench/table.py build/bench
}

package_command() {
    install_packages build desktop test
    build release foyer foyerd foyerctl
    say "packing"
    (cd "$release" && cpack -G DEB -B ../packages >../packages.log 2>&1) || { tail -n 20 build/packages.log >&2; exit 1; }
    ls -1 build/packages/*.deb
    if [ "$(id -u)" -eq 0 ]; then
        installer/test-packages.sh build/packages build/package-test
    else
        say "not root: the packages were not tried out in a clean root"
    fi
}

check_command() {
    install_packages build desktop check
    say "formatting"
    git ls-files '*.cpp' '*.h' | xargs clang-format-19 --dry-run -Werror
    configure tidy
    say "clang-tidy"
    installer/tidy.sh build/tidy
    say "formatting, sizes and names are right"
}

# Each fuzzer starts from the checked-in corpus and keeps what it learns in build/.
fuzz_command() {
    install_packages build server fuzz
    build fuzz fuzzers
    local seconds=${1:-60} findings=$root/build/fuzz/findings/ program target broken=0
    mkdir -p "$findings"
    for program in build/fuzz/bin/fuzz_*; do
        target=${program##*/fuzz_}
        mkdir -p "build/fuzz/corpus/$target"
        say "fuzzing $target for $seconds seconds"
        "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
            -artifact_prefix="$findings$target-" "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" \
            >"build/fuzz/$target.log" 2>&1 || { broken=1; tail -n 40 "build/fuzz/$target.log" >&2; }
        grep -E 'number_of_executed_units' "build/fuzz/$target.log" || true
    done
    [ "$broken" -eq 0 ] || { say "inputs that break something are in $findings" >&2; exit 1; }
    say "nothing was found"
}

# The seeds after those of the tests, a thousand at a time on each core.
torture_command() {
    local schedules=${1:-1000000} first=20001 share=1000 logs=build/torture
    case "$schedules" in '' | *[!0-9]*) say "'$schedules' is no number of schedules" >&2; exit 2 ;; esac
    install_packages build server test
    build release tst_simulation
    rm -rf "$logs"
    mkdir -p "$logs"
    local last=$((first + schedules - 1)) seed
    say "running the schedules $first to $last on $(nproc) cores"
    for ((seed = first; seed <= last; seed += share)); do
        echo "$seed $((last - seed + 1 < share ? last - seed + 1 : share))"
    done | LC_ALL=C.UTF-8 QTEST_FUNCTION_TIMEOUT=86400000 xargs -P "$(nproc)" -L 1 bash -c '
        FOYER_SIMULATION_FIRST=$2 FOYER_SIMULATION_COUNT=$3 \
            "$0" everyScheduleKeepsThePromises >"$1/$2.log" 2>&1 && rm "$1/$2.log" || exit 255
        [ $((($2 + $3 - 1) % 10000)) -ne 0 ] || echo "dev.sh: at schedule $(($2 + $3 - 1))"
    ' "$release/bin/tst_simulation" "$logs" || {
        grep -h -A1 -E '^(FAIL|QFATAL|XPASS)' "$logs"/*.log >&2 || tail -n 20 "$logs"/*.log >&2
        say "a promise was broken; the same again:" >&2
        grep -h -o -E 'seed [0-9]+:' "$logs"/*.log | sort -u | tr -d ':' | while read -r _ seed; do
            say "  FOYER_SIMULATION_FIRST=$seed FOYER_SIMULATION_COUNT=1 $release/bin/tst_simulation" >&2
        done
        exit 1
    }
    say "$schedules schedules kept every promise"
}

sanitize_command() {
    install_packages build desktop server test
    local preset
    for preset in asan tsan; do
        build "$preset" all
        say "testing under $preset"
        ctest --preset "$preset" -j2
    done
}

translations_command() {
    install_packages build desktop
    build release update_translations
    say "translations/*.ts are up to date"
}

command=${1:-help}
[ $# -eq 0 ] || shift
case "$command" in
    run) run_command "$@" ;;
    test) test_command "$@" ;;
    build) install_packages build desktop && build release foyer foyerd foyerctl && say "programs are in $release/bin" ;;
    bench) bench_command "$@" ;;
    package) package_command ;;
    check) check_command ;;
    fuzz) fuzz_command "$@" ;;
    torture) torture_command "$@" ;;
    sanitize) sanitize_command ;;
    translations) translations_command ;;
    install) install_packages build desktop server test check ;;
    help | --help | -h) usage ;;
    *) usage >&2; say "unknown command '$command'" >&2; exit 2 ;;
esac
