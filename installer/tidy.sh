#!/usr/bin/env bash
# clang-tidy 19 over a configured build with unity sources: ten times cheaper than file by file,
# because every Qt header is read once for ten of our files.
#
#   installer/tidy.sh BUILD_DIR [REGEX]   REGEX: only compiled files whose paths match
#
# Every finding is printed once. Sizes, names and what the compiler itself says make it fail.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$1" && pwd)
only=${2:-.}
fails='\[(readability-function-size|readability-identifier-naming|clang-diagnostic-[a-z-]+)[],]'

# The sources include what moc writes. Not through ninja, where each target's moc waits for the
# libraries that it links.
find "$build" -name AutogenInfo.json -print0 |
    xargs -0 -P "$(nproc)" -I{} cmake -E cmake_autogen {} Release >"$build/tidy-autogen.log" ||
    { tail -n 20 "$build/tidy-autogen.log" >&2; exit 1; }

# In a suite each check of Qt Test counts as several statements.
sed 's/StatementThreshold: .*/StatementThreshold: 250/' "$root/.clang-tidy" >"$build/tests.clang-tidy"

logs=$build/tidy
rm -rf "$logs"
mkdir -p "$logs"
tidy_one() {
    local log=$logs/${1//\//_} config=$root/.clang-tidy
    [[ $1 != "$build"/tests/* && $1 != "$root"/tests/* ]] || config=$build/tests.clang-tidy
    clang-tidy-19 --quiet -p "$build" --config-file="$config" \
        --header-filter="^$root/(app|models|sync|ui|tests)/.*\.(h|cpp)$" "$1" >"$log" 2>"$log.errors" ||
        [ -s "$log" ] || echo "$1: error: clang-tidy failed, see $log.errors [clang-diagnostic-error]" >"$log"
}
export -f tidy_one
export root build logs
# Not the headers one by one, nor what moc and rcc write: they are not ours to tidy.
sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$build/compile_commands.json" |
    grep -v -E '_verify_interface_header_sets/|_autogen/|/qrc_[^/]*\.cpp$' | sort -u | { grep -E "$only" || true; } |
    xargs -r -d '\n' -P "$(nproc)" -n 1 bash -c 'tidy_one "$0"'

find "$logs" -type f ! -name "*.errors" -exec cat {} + |
    awk '/^[^ ].*: (warning|error): /{ shown = !seen[$0]++ } /^[0-9]+ warnings? /{ next } shown' >"$build/tidy.log"
cat "$build/tidy.log"
if grep -q -E "$fails" "$build/tidy.log"; then
    echo "tidy.sh: sizes, names or the compiler's own findings are wrong; all is in $build/tidy.log" >&2
    exit 1
fi
