#!/usr/bin/env python3
"""Makes programme.json, the sample season, from the New York Philharmonic's performance history.

Usage: makeprogramme.py nyphil-programs-2004-2011.json > programme.json

The input is the public data set nyphilarchive/PerformanceHistory (CC0, see LICENSE.nyphil). Kept
are public concerts of the orchestra with at least one real work and a known time. Names and
titles are written as people read them; dates and times stay as they were, so that weekday and
hour can be carried over to another year. The shape of the output is described in README.md.
"""
import json
import re
import sys
from datetime import datetime, timedelta

EVENT_TYPES = {
    "Subscription Season", "Summertime Classics", "Hear & Now", "Saturday Matinee", "Tour",
    "Special", "Pension Fund", "Non-Subscription", "Holiday", "Free Concert", "Contact!",
    "Young People's Concert",
}
MOST_EVENTS = 300
SMALL_WORDS = {
    "a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "von",
    "de", "des", "di", "del", "du", "et", "un", "und", "le", "la", "aus", "im", "der", "die", "das",
}
FORMS = {"SYMPHONY": 5, "CONCERTO": 4, "REQUIEM": 5, "MASS": 5, "MESSIAH": 6, "SUITE": 2, "OVERTURE": 1}
NOT_WORKS = {"Traditional", "Anthem", "Discussion", ""}
KEYS = re.compile(r"\b([A-G])([ -])(FLAT|SHARP)\b")
ROMAN = re.compile(r"^(II|III|IV|VI|VII|VIII|IX|XI|XII)$")


def text_of(value):
    """Some titles are {"_": text, "em": emphasised part}."""
    if isinstance(value, dict):
        return " ".join(str(value.get(key, "")) for key in ("_", "em")).strip()
    return str(value or "")


def person(name):
    """"Maazel, Lorin" -> "Lorin Maazel"; "Strauss, Johann, II" -> "Johann Strauss II"."""
    # Where the plain spelling is followed by the right one in brackets, the right one counts.
    name = re.sub(r"[^\s,]+(?: de [^\s,]+)?\s*\[([^\]]*)\]", r"\1", name)
    parts = [part.strip() for part in re.sub(r"\s+", " ", name).split(",") if part.strip()]
    if name.strip().startswith("Lang, Lang"):
        return "Lang Lang"
    if len(parts) >= 2:
        return " ".join([parts[1], parts[0]] + parts[2:])
    return parts[0] if parts else ""


def surname(composer):
    """The spelling in brackets has the accents: "Bartok [Bartók],  Béla" -> "Bartók"."""
    family = composer.split(",")[0]
    bracket = re.search(r"\[([^\]]*)\]", family)
    family = (bracket.group(1) if bracket else family).strip()
    given = re.sub(r"\s+", " ", composer.partition(",")[2]).strip()
    if family in ("Strauss", "Bach") and given:
        initials = " ".join(name[0] + "." for name in given.split(",")[0].split(" "))
        return f"{initials} {family}" if family in ("Strauss", "Bach") else family
    return {"Dvorak": "Dvořák"}.get(family, family)


def composer_name(composer):
    bracket = re.search(r"\[([^\]]*)\]", composer.split(",")[0])
    name = person(composer)
    if bracket:
        plain = composer.split("[")[0].strip()
        name = name.replace(plain, bracket.group(1))
    return name.replace("Dvorak", "Dvořák")


def cased_word(word, is_first):
    bare = word.strip("(),.:;\"'")
    if ROMAN.match(bare) or re.match(r"^(BWV|WWV|RV|SZ|BB|HWV|D\.?\d+|K\.?\d+)", bare):
        return word
    lower = word.lower()
    if not is_first and bare.lower() in SMALL_WORDS:
        return lower
    if re.match(r"^[ld]'", lower):
        return lower[:2] + lower[2:].capitalize() if not is_first else lower[0].upper() + lower[1] + lower[2:].capitalize()
    return re.sub(r"[^\W\d_]", lambda letter: letter.group(0).upper(), lower, count=1)


def readable(title):
    """"SYMPHONY NO. 4 IN E MINOR, OP.98" -> "Symphony No. 4 in E minor, Op. 98"."""
    title = re.sub(r"\s*[\[{<>][^\]}]*[\]}]|[<>]", "", title)
    title = re.sub(r"\(ARR\. ([^)]*)\)", lambda arr: "(arr. " + arr.group(1) + ")", title)
    title = re.sub(r"\bOP\s*\.\s*", "OP. ", title)
    title = re.sub(r"\s+", " ", title).strip(" ,")
    moved = re.match(r"^([^,:(]+), (THE|A|AN|LA|LE|DER|DIE|DAS|DES|EIN|EL|I|IL|LES|L')(?=$|[,: (])(.*)$", title)
    if moved:
        title = f"{moved.group(2)} {moved.group(1)}{moved.group(3)}"
    words = []
    for word in title.split(" "):
        is_first = not words or words[-1].endswith(":")
        words.append(cased_word(word, is_first) if word.isupper() or word == word.upper() else word)
    result = " ".join(words)
    result = re.sub(r"\b([A-G])[ -]?(Flat|Sharp|flat|sharp)\b", lambda key: f"{key.group(1)}-{key.group(2).lower()}", result)
    result = re.sub(r"\b(Major|Minor)\b", lambda mode: mode.group(0).lower(), result)
    result = re.sub(r"\ba (major|minor|flat)", r"A \1", result)
    concerto = re.match(r"^(Concerto), (Violin|Piano|Cello|Viola|Flute|Clarinet|Oboe|Horn|Trumpet|Saxophone)(?=,? (?:No\.|[A-G]\b|Op\.|\()|$),?\s*(.*)$", result)
    if concerto:
        result = f"{concerto.group(2)} Concerto {concerto.group(3)}".strip()
    quartet = re.match(r"^Quartet, Strings?,?\s*(.*)$", result)
    if quartet:
        result = f"String Quartet {quartet.group(1)}".strip()
    return re.sub(r"\s+,", ",", re.sub(r"\bNo\.\s+0*", "No. ", result)).strip(" ,")


def short(title):
    """For the event's name: without key, opus, arrangement; a nickname stays."""
    nickname = re.search(r"\(([^)]*)\)|\"([^\"]*)\"", title)
    bare = re.sub(r"\s*\([^)]*\)|\s*,?\s*\"[^\"]*\"", "", title)
    bare = re.split(r",? Op\. |,? (?:in )?[A-G](?:-(?:flat|sharp))? (?:major|minor)|, (?:Op|K|BWV|RV|D|Sz|WWV|SZ|H)\b\.?|, [DK]\.", bare)[0]
    name = re.sub(r",? in [A-G]-(?:flat|sharp)$", "", bare).strip(" ,")
    if nickname and (name.startswith("Symphony") or "Concerto" in name):
        nick = (nickname.group(1) or nickname.group(2)).title().replace("'S", "’s")
        nick = re.sub(r"^From The ", "From the ", nick)
        if not nick.isdigit() and not re.search(r"Arr|Version|Orch|Old", nick):
            name += f" “{nick}”"
    return name


def weight(work):
    upper = text_of(work.get("workTitle")).upper()
    score = max((value for form, value in FORMS.items() if form in upper), default=2)
    return score + (1 if work.get("soloists") else 0) - (3 if work.get("movement") else 0)


def works_of(programme):
    """Each work once, movements of one work together, in the order played."""
    works = {}
    for work in programme["works"]:
        composer = text_of(work.get("composerName"))
        if "workTitle" not in work or composer.split(",")[0].strip() in NOT_WORKS:
            continue
        works.setdefault((composer, text_of(work["workTitle"])), work)
    return list(works.values())


def performers_of(programme):
    found = {}
    orchestra = programme["orchestra"]
    found[orchestra] = "orchestra"
    for work in programme["works"]:
        for name in text_of(work.get("conductorName")).split(";"):
            if name.strip():
                found.setdefault(person(name), "conductor")
    for work in programme["works"]:
        for soloist in work.get("soloists", []):
            instrument = soloist["soloistInstrument"].strip().lower().replace("mens chorus", "men's chorus") .replace("none", "") or "soloist"
            is_group = re.search("chorus|choir|orchestra|ensemble|band|quintet|quartet|trio", instrument)
            name = soloist["soloistName"].strip()
            found.setdefault(name if is_group and "," not in name else person(name), instrument)
    return [{"name": name, "type": kind} for name, kind in list(found.items())[:16] if name]


def start_of(concert):
    day = concert["Date"][:10]
    try:
        start = datetime.strptime(day + " " + concert["Time"], "%Y-%m-%d %I:%M%p")
        # Nobody plays at half past seven in the morning: the source says AM where PM is meant.
        return start if start.hour >= 10 else start + timedelta(hours=12)
    except ValueError:
        return None


def event_of(programme, concert):
    works = works_of(programme)
    if not works or concert["eventType"] not in EVENT_TYPES:
        return None
    start = start_of(concert)
    if start is None or programme["orchestra"] != "New York Philharmonic":
        return None
    main = max(works, key=weight)
    composers = list(dict.fromkeys(surname(text_of(work["composerName"])) for work in works))
    main_composer = surname(text_of(main["composerName"]))
    others = [name for name in composers if name != main_composer][:3]
    listed = [f"{composer_name(text_of(work['composerName']))}: {readable(text_of(work['workTitle']))}" for work in works]
    return {
        "title": f"{main_composer}: {short(readable(text_of(main['workTitle'])))}"[:120],
        "subtitle": ("With works by " + (", ".join(others[:-1]) + " and " + others[-1] if len(others) > 1 else others[0])) if others else "",
        "description": "\n".join(listed),
        "series": concert["eventType"],
        "start": start.strftime("%Y-%m-%dT%H:%M"),
        "minutes": min(60 + 15 * len(works), 150),
        "performers": performers_of(programme),
    }


def main():
    programmes = json.load(open(sys.argv[1], encoding="utf-8"))["programs"]
    # At most three evenings of one programme: a season to browse, not a list of repeats.
    events = []
    for programme in programmes:
        dated = [event_of(programme, concert) for concert in programme["concerts"]]
        events += [event for event in dated if event][:3]
    events.sort(key=lambda event: (event["start"], event["title"]))
    different = {event["start"]: event for event in events}
    chosen = sorted(different.values(), key=lambda event: event["start"])[-MOST_EVENTS:]
    lines = ",\n".join("  " + json.dumps(event, ensure_ascii=False) for event in chosen)
    print('{\n "source": "New York Philharmonic performance history, nyphilarchive/PerformanceHistory, CC0",\n "events": [\n' + lines + "\n ]\n}")


if __name__ == "__main__":
    main()
