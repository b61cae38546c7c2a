"""Checks that every public header compiles on its own, with the flags of its layer.

headers_alone.py BUILD_DIR

The headers and flags are those of CMake's target all_verify_interface_header_sets, which takes
minutes because every header reads Qt's again. Here a header starts from a precompiled one that
holds nothing but foreign headers which it includes itself, directly or through headers of ours
(which are checked as well), so that nothing missing is hidden.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
# What is slow to read, slowest first: a header starts from what the users of the first of these
# that it includes have in common.
SLOW = ["qcustomplot.h", "boost/beast/websocket.hpp", "boost/beast/http.hpp",
        "boost/asio/ip/tcp.hpp", "QAbstractScrollArea", "QWidget", "QObject", "QDateTime",
        "QString", "QByteArray"]
FEWEST_USERS = 3  # of a precompiled header that is worth making

foreign_of = {}  # by path


def foreign(path):
    """The foreign headers that a header of ours includes, directly or through others of ours."""
    if path not in foreign_of:
        found = foreign_of[path] = set()
        for kind, name in INCLUDE.findall((ROOT / path).read_text(encoding="utf-8")):
            if kind == '"' and (ROOT / name).is_file():
                found |= foreign(name)
            else:
                found.add(name)
    return foreign_of[path]


class Header:
    """One header of ours and how its layer compiles it."""

    def __init__(self, entry):
        source = entry["file"]
        self.path = source.rsplit("_verify_interface_header_sets/", 1)[1].removesuffix(".cxx")
        self.folder = entry["directory"]
        words = shlex.split(entry["command"])
        output = words.index("-o")
        words = [*words[:output], *words[output + 2:words.index("-c")]]
        if "-x" in words:  # it would make g++ link the precompiled header
            del words[words.index("-x"):words.index("-x") + 2]
        self.command = words
        self.source = source
        self.foreign = foreign(self.path)

    def compile(self, *arguments):
        """What the compiler has against it; nothing when all is well."""
        done = subprocess.run([*self.command, *arguments], cwd=self.folder, capture_output=True,
                              text=True, check=False)
        return done.stderr or "failed" if done.returncode else ""

    def check(self, start):
        more = ["-include", str(start)] if start else []
        return self.compile(*more, "-fsyntax-only", self.source)


def precompile(path, users):
    """Makes the start of its users; if that fails they have to do without and tell why."""
    common = set.intersection(*(user.foreign for user in users))
    path.write_text("".join(f"#include <{name}>\n" for name in sorted(common)), encoding="utf-8")
    fault = users[0].compile("-x", "c++-header", str(path), "-o", f"{path}.gch")
    return None if fault else path


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    headers = [Header(e) for e in entries if "_verify_interface_header_sets/" in e["file"]]
    if not headers:
        sys.exit("the build knows no header")
    store = build / "headers_alone"
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir()
    # clang wants the very same macros for a precompiled header, and layers differ in Qt's.
    version = subprocess.run([headers[0].command[0], "--version"], capture_output=True, text=True,
                             check=True).stdout
    slow = [] if "clang" in version else SLOW

    faults = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        left = headers
        starts = []
        for name in slow:
            users = [h for h in left if name in h.foreign]
            if len(users) >= FEWEST_USERS:
                made = pool.submit(precompile, store / f"start{len(starts)}.h", users)
                starts.append((made, users))
                left = [h for h in left if name not in h.foreign]
        results = [(h, pool.submit(h.check, None)) for h in left]
        for made, users in starts:
            start = made.result()
            results += [(h, pool.submit(h.check, start)) for h in users]
        for header, result in results:
            if result.result():
                faults.append(f"{header.path} does not compile alone:\n{result.result()}")
    shutil.rmtree(store)
    print(f"{len(headers)} headers, {len(faults)} do not compile alone")
    sys.exit("\n".join(faults) if faults else 0)


main()
