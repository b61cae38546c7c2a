#!/usr/bin/python3
"""Talks every message of /asyncapi.yaml with a running server and validates the answers.

Usage: asyncapi_check.py BASE_URL ENCODING NAME PASSWORD

ENCODING is json or cbor; NAME and PASSWORD an administrator's. Every message and every command
the document names is sent, rightly and, where it says how it is refused, wrongly; every message
that comes must be one of the document's and have no more than the document gives it. Ends with 1
when something differs or was never seen, and with 77 when a module is missing.
"""
import asyncio
import base64
import json
import sys
import urllib.request
import uuid

sys.dont_write_bytecode = True  # the source tree stays as it is
try:
    import websockets
    from asyncapi_document import Document, Unlike, milliseconds, shown, unpacked
except ImportError as missing:
    print(f"skipped: {missing} (python3-websockets, -yaml, -jsonschema and -cbor2 are needed)")
    sys.exit(77)

PATIENCE_S = 20


def new_id():
    return str(uuid.uuid4())


def expect(condition, what):
    if not condition:
        raise Unlike(what)


class Check:
    """What was seen of the document so far, over all connections."""

    def __init__(self, base, encoding, document):
        self.url = base.replace("http", "ws", 1) + "/ws"
        self.encoding = encoding
        self.document = document
        self.sent, self.received, self.commands, self.refused = set(), set(), set(), set()

    async def connect(self, window_id=None):
        socket = await websockets.connect(self.url, subprotocols=["foyer.v1." + self.encoding],
                                          max_size=None, compression=None)
        expect(socket.subprotocol == "foyer.v1." + self.encoding, "the subprotocol is not agreed")
        return Window(self, socket, window_id or new_id())

    def unseen(self):
        document = self.document
        yield from (f"client message {m}" for m in set(document.from_window) - self.sent)
        yield from (f"server message {m}" for m in set(document.from_server) - self.received)
        yield from (f"command {c} done" for c in set(document.commands) - self.commands)


class Window:
    def __init__(self, check, socket, window_id):
        self.check, self.socket, self.id = check, socket, window_id
        self.kept = []
        self.request = 0
        self.device_sequence = 0

    async def send(self, kind, **fields):
        message = {"type": kind, **fields}
        self.check.document.validate(message)
        self.check.sent.add(kind)
        if self.check.encoding == "json":
            await self.socket.send(json.dumps(message))
        else:
            await self.socket.send(self.check.document.encoded(message))

    async def next(self):
        raw = await asyncio.wait_for(self.socket.recv(), PATIENCE_S)
        expect(isinstance(raw, str) == (self.check.encoding == "json"), "the wrong kind of frame")
        document = self.check.document
        message = json.loads(raw) if isinstance(raw, str) else document.decoded(raw)
        document.validate(message)
        expect(message["type"] in document.from_server, f"only windows send {message['type']}")
        self.check.received.add(message["type"])
        return message

    async def receive(self, kind, fits=lambda message: True):
        """The next message that fits; others wait for whoever asks for them."""
        for message in self.kept:
            if message["type"] == kind and fits(message):
                self.kept.remove(message)
                return message
        while True:
            message = await self.next()
            if message["type"] == kind and fits(message):
                return message
            self.kept.append(message)

    async def ask(self, kind, answer, **fields):
        self.request += 1
        await self.send(kind, request=self.request, **fields)
        if answer in ("snapshot", "changes"):
            return await self.receive(answer, lambda m: m["event_id"] == fields["event_id"])
        return await self.receive(answer, lambda m: m.get("request", self.request) == self.request)

    async def refused(self, code, kind, **fields):
        answer = await self.ask(kind, "refused", **fields)
        self.note(answer["refusal"], code)

    def note(self, refusal, code):
        expect(refusal["code"] == code, f"{code} was expected: {shown(refusal)}")
        expect(refusal["message"], f"{code} says nothing to people")
        self.check.refused.add(code)

    async def hello(self, token="", session=False):
        await self.send("hello", oldest_version=1, newest_version=1, client="check 1",
                        window_id=self.id, token=token)
        welcome = await self.receive("welcome")
        expect(welcome["version"] == 1, "another version than the one asked for")
        expect(bool(welcome.get("session")) == session, f"session: {shown(welcome)}")
        return welcome

    async def outcome(self, operation, acknowledged=0):
        await self.send("perform", operation=operation, acknowledged=acknowledged)
        answer = await self.receive("operation_outcome", lambda m: m["op_id"] == operation["op_id"])
        return answer["outcome"]

    async def do(self, kind, /, **fields):
        """Performs a command, then once more: the second time must change nothing."""
        self.device_sequence += 1
        operation = {"op_id": new_id(), "device_sequence": self.device_sequence,
                     "command": {"type": kind, **fields}}
        outcome = await self.outcome(operation, self.device_sequence - 1)
        expect("done" in outcome, f"{kind} is refused: {shown(outcome)}")
        self.check.commands.add(kind)
        again = await self.outcome(operation, self.device_sequence - 1)
        for each in (outcome, again):
            each["done"].pop("hold_remaining_ms", None)
        expect(again == outcome, f"a repeat of {kind} differs: {shown(again)}")
        return outcome["done"]

    async def cannot(self, code, kind, /, **fields):
        outcome = await self.outcome({"op_id": new_id(), "command": {"type": kind, **fields}})
        expect("refused" in outcome, f"{kind} is not refused: {shown(outcome)}")
        self.note(outcome["refused"], code)
        return outcome["refused"]

    async def closed(self, code):
        try:
            while True:
                await self.next()
        except websockets.ConnectionClosed as closed:
            expect(closed.rcvd and closed.rcvd.code == code, f"{code} was expected: {closed}")


# ---------------------------------------------------------------- hello and sessions


async def check_handshake(check, name, password):
    old = await check.connect()
    await old.send("hello", oldest_version=7, newest_version=9, client="check 7", window_id=new_id())
    old.note((await old.receive("refused"))["refusal"], "unsupported_version")
    await old.closed(1002)

    window = await check.connect()
    await window.send("ping", echo=1)
    window.note((await window.receive("refused"))["refusal"], "malformed")
    await window.hello()
    await window.send("ping", echo=-17)
    pong = await window.receive("pong")
    expect(pong["echo"] == -17, f"the echo differs: {shown(pong)}")
    await window.refused("not_signed_in", "watch_catalogue")
    await window.refused("not_signed_in", "watch_event", event_id=new_id())
    await window.cannot("not_signed_in", "save_customer", customer={"id": new_id()})
    await window.refused("wrong_password", "sign_in", name=name, password="not " + password)
    signed = await window.ask("sign_in", "signed_in", name=name, password=password)
    expect(milliseconds(signed["session"]["ends_at"]) > milliseconds(signed["server_time"]),
           "the session has ended before it began")
    return window, signed["token"]


async def check_resumed(check, window, token):
    again = await check.connect(window.id)
    await again.hello(token, session=True)
    await again.socket.close()
    elsewhere = await check.connect()
    await elsewhere.hello("not a token")
    await elsewhere.socket.close()


async def check_unreadable(check, window):
    """The answer to what is no message, in the words the document gives."""
    if check.encoding == "cbor":
        await window.socket.send(b"\x9f\x07\xff")
    else:
        await window.socket.send('{"type": "perform", "operation": {"command": {}}}')
    answer = await window.receive("refused")
    expect(answer["request"] == 0, "request 0 was expected")
    window.note(answer["refusal"], "malformed")
    if check.encoding == "json":
        expect(answer["refusal"]["message"] == "operation.op_id is missing.",
               f"the message differs: {shown(answer)}")


async def check_examples(check, window):
    """The document's own examples are understood; their ids are nobody's."""
    for kind, (message, _) in check.document.from_window.items():
        for example in message.get("examples", []):
            if kind not in ("perform", "watch_event"):
                continue
            payload = dict(example["payload"])
            payload.pop("type")
            await window.send(kind, **payload)
            if kind == "perform":
                op_id = payload["operation"]["op_id"]
                outcome = (await window.receive("operation_outcome",
                                                lambda m, o=op_id: m["op_id"] == o))["outcome"]
                refusal = outcome["refused"]
            else:
                refusal = (await window.receive("refused"))["refusal"]
            expect(refusal["code"] in ("not_found", "hold_unknown"), shown(refusal))


# ---------------------------------------------------------------- records


async def read_catalogue(window, since=0):
    """Every part of the catalogue after a version, and the version after it."""
    await window.send("watch_catalogue", request=900, since=since)
    parts = [await window.receive("catalogue_delta")]
    while not parts[-1]["is_last"]:
        parts.append(await window.receive("catalogue_delta"))
    return parts, parts[-1]["version"]


def a_map(rows=4, seats=10):
    category = new_id()
    line = lambda r: {"label": chr(65 + r), "category": category, "seats": [
        {"id": new_id(), "number": str(s + 1), "at": [600 * s, 900 * r]} for s in range(seats)]}
    section = {"name": "Stalls", "outline": [], "rows": [line(r) for r in range(rows)], "tables": []}
    return category, {
        "format": "foyer-seatmap", "version": 1, "name": "Checked", "seatDiameter": 450,
        "focalPoint": [3000, -2000],
        "categories": [{"id": category, "name": "I", "color": "#336699"}],
        "levels": [{"name": "", "sections": [section], "areas": [], "shapes": []}]}


async def check_records(window):
    """A house of its own by messages alone: \return its event, price list and customer."""
    parts, version = await read_catalogue(window)
    expect(any(part["events"] for part in parts), "the catalogue has no events")
    expect(version > 0, "the catalogue has no version")
    venue = {"id": new_id(), "name": "Check Hall", "city": "Bremen", "time_zone": "Europe/Berlin"}
    made = await window.do("save_venue", venue=venue, expected_version=0)
    await window.cannot("version_conflict", "save_venue", venue=venue, expected_version=7)
    category, drawing = a_map()
    map_id = new_id()
    published = await window.do(
        "publish_seat_map", seat_map_id=map_id, venue_id=venue["id"], note="checked",
        document=base64.b64encode(json.dumps(drawing).encode()).decode(),
        expected_version=made["version"])
    expect(published["catalogue_version"] > made["catalogue_version"], "the version stays")
    await window.cannot("malformed", "publish_seat_map", seat_map_id=new_id(),
                        venue_id=venue["id"], document=base64.b64encode(b"{}").decode(),
                        expected_version=published["version"])
    performer = {"id": new_id(), "name": "The Checkers", "type": "band"}
    await window.do("save_performer", performer=performer)
    customer = {"id": new_id(), "email": f"{new_id()}@example.org", "name": "Mia Baum"}
    await window.do("save_customer", customer=customer)
    kind = {"id": new_id(), "name": "Normal"}
    prices = {"currency": "EUR", "ticket_types": [kind], "prices": [
        {"category_id": category, "ticket_type_id": kind["id"],
         "amount": {"amount": "34.50", "currency": "EUR"}}]}
    event = {"id": new_id(), "venue_id": venue["id"], "seat_map_id": map_id, "name": "Checked evening",
             "start_date": "2031-05-01T18:00:00Z", "end_date": "2031-05-01T20:00:00+00:00",
             "performer_ids": [performer["id"]], "prices": prices, "status": "published"}
    saved = await window.do("save_event", event=event, expected_version=0)
    delta = await window.receive(
        "catalogue_delta", lambda m: event["id"] in [each["id"] for each in m["events"]])
    expect(delta["version"] >= saved["catalogue_version"], "an older version than the outcome's")
    told = next(each for each in delta["events"] if each["id"] == event["id"])
    expect(told["prices"] == prices and told["status"] == "published", shown(told))
    return event, kind["id"], customer


# ---------------------------------------------------------------- tickets


async def check_feed(window, event, seats, sequence, status):
    """The next change of the event, which must be the sequence after the last."""
    changes = await window.receive("changes", lambda m: m["event_id"] == event["id"])
    change = changes["changes"][0]
    expect(change["sequence"] == sequence + 1, f"a gap after {sequence}: {shown(change)}")
    expect(change["seats"] == seats, f"other seats: {shown(change)}")
    expect(len(change["versions"]) == len(seats), f"versions: {shown(change)}")
    expect(change["after"]["status"] == status, f"{status} was expected: {shown(change)}")
    return change["sequence"], change["after"]


async def check_holds(window, other, event):
    """Two windows and one hold. \return the hold and the event's sequence."""
    snapshot = await window.ask("watch_event", "snapshot", event_id=event["id"])
    tickets = unpacked(base64.b64decode(snapshot["packed"]))
    expect([t["status"] for t in tickets] == ["available"] * 40, "40 free tickets were expected")
    at = snapshot["sequence"]
    hold_id = new_id()
    done = await window.do("place_hold", hold_id=hold_id, event_id=event["id"], seats=[3, 4, 5])
    hold = done["hold"]
    expect(hold["seats"] == [3, 4, 5] and hold["window_id"] == window.id, shown(hold))
    at, after = await check_feed(window, event, [3, 4, 5], at, "held")
    expect(after["hold_id"] == hold_id and after["fence"] == hold["fence"], shown(after))
    await window.do("extend_hold", hold_id=hold_id, event_id=event["id"], fence=hold["fence"])
    at, _ = await check_feed(window, event, [3, 4, 5], at, "held")
    await check_other_window(other, event, hold, at)
    await other.do("place_hold", hold_id=new_id(), event_id=event["id"], seats=[5, 6],
                   mode="as_many_as_possible")
    at, after = await check_feed(window, event, [6], at, "held")
    expect(not after.get("hold_id") and not after.get("fence"), "another's hold is told")
    expect(after["window_id"] == other.id, "the holder is not told")
    await window.do("release_hold", hold_id=hold_id, event_id=event["id"], fence=hold["fence"],
                    seats=[5])
    at, _ = await check_feed(window, event, [5], at, "available")
    return hold, at


async def check_other_window(other, event, hold, at):
    snapshot = await other.ask("watch_event", "snapshot", event_id=event["id"])
    expect(snapshot["sequence"] == at, "an old snapshot")
    ticket = unpacked(base64.b64decode(snapshot["packed"]))[4]
    expect(ticket["status"] == "held" and ticket["hold"] is None, f"{ticket}")
    expect(ticket["window_id"] == hold["window_id"] and ticket["remaining_ms"] > 0, f"{ticket}")
    place = {"event_id": event["id"], "hold_id": new_id()}
    refusal = await other.cannot("tickets_taken", "place_hold", seats=[2, 3, 4], **place)
    expect([t["seat"] for t in refusal["tickets"]] == [3, 4], "the tickets in the way are not named")
    taken = {"event_id": event["id"], "hold_id": hold["id"], "fence": hold["fence"]}
    await other.cannot("hold_not_yours", "release_hold", **taken)
    await other.cannot("hold_unknown", "extend_hold", **dict(taken, hold_id=new_id()))
    await other.cannot("not_found", "place_hold", seats=[1], **dict(place, event_id=new_id()))
    await other.send("unwatch_event", event_id=event["id"])


async def check_sales(window, event, ticket_type, customer, hold, at):
    total, short = ({"amount": amount, "currency": "EUR"} for amount in ("69.00", "60.00"))
    sale = {"booking_id": new_id(), "payment_id": new_id(), "hold_id": hold["id"],
            "event_id": event["id"], "fence": hold["fence"], "customer_id": customer["id"],
            "tickets": [{"seat": s, "ticket_type_id": ticket_type} for s in (3, 4)],
            "agreed_total": total, "tendered": {"amount": "70.00", "currency": "EUR"}}
    await window.cannot("price_changed", "confirm_booking", **dict(sale, agreed_total=short))
    await window.cannot("payment_short", "confirm_booking", **dict(sale, tendered=short))
    done = await window.do("confirm_booking", **sale)
    booking = done["booking"]
    expect(booking["id"] == sale["booking_id"] and booking["status"] == "confirmed", shown(booking))
    expect(booking["total"] == total and done["change"]["amount"] == "1.00", shown(done))
    at, _ = await check_feed(window, event, [3, 4], at, "sold")
    await window.do("cancel_booking", booking_id=booking["id"], event_id=event["id"],
                    refund_id=new_id(), reason="checked")
    at, _ = await check_feed(window, event, [3, 4], at, "available")
    fresh = lambda: {"booking_id": new_id(), "hold_id": new_id(), "payment_id": new_id(),
                     "event_id": event["id"], "customer_id": customer["id"]}
    sold = await window.do("book_tickets", quantity=2, **fresh())
    expect(len(sold["booking"]["tickets"]) == 2, shown(sold))
    reserved = await window.do("book_tickets", seats=[20, 21], kind="reserve", **fresh())
    expect(reserved["hold"]["seats"] == [20, 21], shown(reserved))
    return at


async def check_house(window, other, event, ticket_type, customer):
    """What the house keeps back, leases, hands on, exchanges and does together."""
    at = {"event_id": event["id"]}
    place = lambda seats: {"hold_id": new_id(), "seats": seats, **at}
    hold = (await window.do("place_hold", customer_id=customer["id"], **place([22, 23])))["hold"]
    expect(hold["customer_id"] == customer["id"], shown(hold))
    moved = (await window.do("transfer_hold", hold_id=hold["id"], fence=hold["fence"],
                             window_id=other.id, **at))["hold"]
    expect(moved["window_id"] == other.id and moved["fence"] > hold["fence"], shown(moved))
    pool = {"id": new_id(), "name": "Press", "owner": "manager", "quota": 2, **at}
    expect((await window.do("save_pool", pool=pool, expected_version=0))["version"] == 1, "version")
    await window.do("keep_tickets", seats=[24], use="pool", pool_id=pool["id"], reason="press", **at)
    await window.cannot("tickets_taken", "place_hold", **place([24]))
    held = await window.do("place_hold", pool_id=pool["id"], **place([24]))
    expect(held["hold"]["seats"] == [24], shown(held))
    allotment = new_id()
    leased = await window.do("lease_allotment", hold_id=allotment, window_id=other.id,
                             seats=[25, 26], **at)
    expect(leased["hold"]["expires_at"].startswith("9999-12-31"), shown(leased))
    await other.do("return_allotment", hold_id=allotment, fence=leased["hold"]["fence"], seats=[25],
                   **at)
    await window.do("revoke_allotment", hold_id=allotment, reason="lost", in_doubt=True, **at)
    await check_exchange(window, event, ticket_type)
    steps = [{"command": {"type": "place_hold", **place([seat])}} for seat in (32, 33)]
    done = await window.do("together", steps=steps)
    expect([s["hold"]["seats"] for s in done["steps"]] == [[32], [33]], shown(done))


async def check_exchange(window, event, ticket_type):
    at = {"event_id": event["id"]}
    sold = await window.do("book_tickets", booking_id=new_id(), hold_id=new_id(),
                           payment_id=new_id(), seats=[27, 28], **at)
    hold = (await window.do("place_hold", hold_id=new_id(), seats=[29], **at))["hold"]
    done = await window.do(
        "exchange_booking", booking_id=sold["booking"]["id"], seats=[28], credit_id=new_id(),
        new_booking_id=new_id(), payment_id=new_id(), refund_id=new_id(), hold_id=hold["id"],
        fence=hold["fence"], tickets=[{"seat": 29, "ticket_type_id": ticket_type}],
        agreed_difference={"amount": "0.00", "currency": "EUR"}, **at)
    payment = done["booking"]["payments"][0]
    expect(payment["method"] == "exchange", shown(done))
    expect(payment["reference"] == sold["booking"]["reference"], shown(done))


async def check_repeats(window, event):
    operation = {"op_id": new_id(), "command": {
        "type": "place_hold", "hold_id": new_id(), "event_id": event["id"], "seats": [30]}}
    expect("done" in await window.outcome(operation), "seat 30 is not free")
    operation["command"]["seats"] = [31]
    outcome = await window.outcome(operation)
    window.note(outcome["refused"], "operation_reused")
    expect(window.device_sequence > 1, "nothing was acknowledged yet")
    late = dict(operation, op_id=new_id(), device_sequence=1)
    outcome = await window.outcome(late)
    window.note(outcome["refused"], "operation_reused")


async def check_catching_up(window, other, event, since):
    """The same changes again for whoever says what he has; none for who unwatched."""
    await other.ask("watch_event", "changes", event_id=event["id"], since=since)
    await other.send("unwatch_event", event_id=event["id"])
    await other.send("ping", echo=5)
    await other.receive("pong")
    other.kept.clear()
    await window.do("place_hold", hold_id=new_id(), event_id=event["id"], seats=[35])
    await other.send("ping", echo=6)
    await other.receive("pong")
    expect("changes" not in [m["type"] for m in other.kept], "told after unwatch_event")
    availability = await window.receive(
        "availability", lambda m: event["id"] in [each["event_id"] for each in m["events"]])
    counts = next(e["counts"] for e in availability["events"] if e["event_id"] == event["id"])
    expect(sum(counts.values()) == 40, f"40 tickets were expected: {counts}")


async def talk(base, encoding, name, password):
    with urllib.request.urlopen(base + "/asyncapi.yaml", timeout=PATIENCE_S) as answer:
        check = Check(base, encoding, Document(answer.read()))
    window, token = await check_handshake(check, name, password)
    await check_resumed(check, window, token)
    await check_unreadable(check, window)
    other = await check.connect()
    await other.hello()
    await other.ask("sign_in", "signed_in", name=name, password=password)
    await check_examples(check, window)
    event, ticket_type, customer = await check_records(window)
    hold, at = await check_holds(window, other, event)
    await check_sales(window, event, ticket_type, customer, hold, at)
    await check_house(window, other, event, ticket_type, customer)
    await check_repeats(window, event)
    await check_catching_up(window, other, event, at)
    await window.ask("sign_out", "signed_out")
    await window.refused("not_signed_in", "watch_catalogue")
    await other.socket.close()
    await window.socket.close()
    return check


def main():
    if len(sys.argv) != 5:
        print(__doc__)
        return 2
    try:
        check = asyncio.run(talk(*sys.argv[1:]))
    except Unlike as unlike:
        print(f"WRONG {unlike}")
        raise
    unseen = sorted(check.unseen())
    for each in unseen:
        print(f"WRONG never seen: {each}")
    print(f"{len(check.sent)} + {len(check.received)} messages, {len(check.commands)} commands, "
          f"{len(check.refused)} of {len(check.document.refusals)} refusals")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
