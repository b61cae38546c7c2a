#!/usr/bin/env python3
"""Writes tests/bench/README.md from the figures that the benchmarks left behind.

Usage: table.py BENCH_DIR     (a folder of <name>.json files, each a list of figures)
"""

import datetime
import json
import os
import pathlib
import platform
import sys

ABOUT = {
    "search": "Event search over 100,000 events.",
    "seatmap": "The live seat map: 100,000 seats, 1920x1080.",
    "rules": "The booking rules by themselves, over rows in memory.",
    "ledger": "The ledger over SQLite, beside the bare storage engine writing the same rows.",
    "bulk": "How long the holds of one event wait at most while a hall of 100,000 places is "
    "published, priced anew and blocked beside it, 5,000 places an operation.",
    "postgres": "The ledger over PostgreSQL 15, beside bare unnest batches of the same rows.",
    "holds": "Durable holds over WebSockets, server and load generator on the same cores. The "
    "ceiling is 1/(1/echo + 1/store): the edge alone echoing the same messages, and bare group "
    "commits of the same rows, as many in each as are under way, both in the same round.",
    "edge": "The network edge alone, echoing, beside an epoll loop without any checks and beside "
    "QWebSocketServer. Each server is a process of its own.",
    "walkup": "The whole walk-up sale of one seat over REST: hold, payment and booking in one "
    "POST /bookings, then the booking with its ticket is fetched. The other figures are what is "
    "published of other systems, and a measurement of one on a machine of this kind.",
    "hot": "Everybody wants the same thousand seats. Every answer counts as an attempt.",
    "steady": "Holds and reads at a fixed rate; times are from when each was due.",
    "idle": "9,000 windows that are open, signed in and look at one event.",
    "snapshot": "A hall of 100,000 seats, and a house of 1,000,000 tickets.",
}


def number(value):
    """Three figures are all that a busy machine can tell."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def rows(figures):
    for figure in figures:
        goal = figure.get("goal") or ""
        verdict = "" if not goal else ("yes" if figure["holds"] else "**falls short**")
        reference = ratio = ""
        if figure["reference"]:
            reference = f"{figure['reference']}: {number(figure['reference_value'])}"
            ratio = number(figure["ratio"])
        yield (
            f"| {figure['name']} | {number(figure['value'])} {figure['unit']} "
            f"| {reference} | {ratio} | {goal} | {verdict} |"
        )


def sections(path):
    """What the table says already, by benchmark."""
    found, name = {}, None
    for line in path.read_text().splitlines() if path.exists() else []:
        if line.startswith("## "):
            name = line[3:]
            found[name] = []
        elif name:
            found[name].append(line)
    return found


def section(path):
    when = datetime.date.fromtimestamp(path.stat().st_mtime)
    lines = ["", f"{ABOUT.get(path.stem, '')} Measured on {when}.".strip(), ""]
    lines += ["| what | measured | reference | ratio | goal | holds |", "|---|---|---|---|---|---|"]
    return lines + list(rows(json.loads(path.read_text()))) + [""]


def main():
    folder = pathlib.Path(sys.argv[1])
    target = pathlib.Path(__file__).resolve().parent / "README.md"
    # Whose figures are not in the folder stays as it was.
    known = sections(target) | {path.stem: section(path) for path in folder.glob("*.json")}
    lines = [
        "# Benchmarks",
        "",
        "Made by `./installer/dev.sh bench`; each figure stands beside a reference measured in the "
        "same run, alternating with it, because absolute times of a shared machine are noise.",
        "",
        f"Measured with {os.cpu_count()} cores of {platform.machine()}, server and load generator "
        "on the same ones.",
        "",
    ]
    for name in sorted(known):
        lines += [f"## {name}"] + known[name]
    target.write_text("\n".join(lines).rstrip() + "\n")
    print(f"table.py: {target.name} has the figures of {folder}")


if __name__ == "__main__":
    main()
