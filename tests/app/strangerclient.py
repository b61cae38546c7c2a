"""Sells two seats over the WebSocket in JSON, written from the AsyncAPI document alone.

strangerclient.py HTTP_ADDRESS USER PASSWORD; prints "sold REFERENCE TOTAL CURRENCY".
Exit code 77: a module is missing.
"""
import asyncio
import json
import sys
import urllib.request
import uuid

try:
    import websockets
except ImportError as missing:
    print(f"python3-websockets is needed: {missing}")
    sys.exit(77)


def new_id():
    return str(uuid.uuid4())


class Window:
    def __init__(self, socket):
        self.socket = socket
        self.kept = []

    async def send(self, kind, **fields):
        await self.socket.send(json.dumps({"type": kind, **fields}))

    async def receive(self, *kinds):
        """The next message of one of these kinds; others wait for whoever asks for them."""
        for message in self.kept:
            if message["type"] in kinds:
                self.kept.remove(message)
                return message
        while True:
            message = json.loads(await asyncio.wait_for(self.socket.recv(), 10))
            if message["type"] == "refused":
                raise SystemExit(f"refused: {message['refusal']}")
            if message["type"] in kinds:
                return message
            self.kept.append(message)

    async def perform(self, command, op_id=None):
        op_id = op_id or new_id()
        await self.send("perform", operation={"op_id": op_id, "command": command})
        while True:
            answer = await self.receive("operation_outcome")
            if answer["op_id"] == op_id:
                return op_id, answer["outcome"]


def must(outcome):
    if "done" not in outcome:
        raise SystemExit(f"not done: {outcome}")
    return outcome["done"]


def cents(money):
    return int(money["amount"].replace(".", ""))


def two_free(packed):
    """Reads the statuses of a packed snapshot; the first two neighbours that are free."""
    count, shift, at = 0, 0, 1
    while True:
        byte = packed[at]
        at += 1
        count |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    status = [packed[at + i // 4] >> (i % 4 * 2) & 3 for i in range(count)]
    return next(i for i in range(count - 1) if status[i] == status[i + 1] == 0)


async def sell(address, user, password):
    import base64
    url = address.replace("http", "ws", 1) + "/ws"
    async with websockets.connect(url, subprotocols=["foyer.v1.json"], max_size=None) as socket:
        window = Window(socket)
        await window.send("hello", oldest_version=1, newest_version=1, client="stranger 1",
                          window_id=new_id())
        assert (await window.receive("welcome"))["version"] == 1
        await window.send("sign_in", request=1, name=user, password=password)
        assert (await window.receive("signed_in"))["token"]
        await window.send("watch_catalogue", request=2)
        events = []
        while True:
            part = await window.receive("catalogue_delta")
            events += part["events"]
            if part["is_last"]:
                break
        event = next(e for e in events if e["status"] == "published")
        await window.send("watch_event", request=3, event_id=event["id"])
        snapshot = await window.receive("snapshot")
        first = two_free(base64.b64decode(snapshot["packed"]))
        seats = [first, first + 1]
        hold_id = new_id()
        _, outcome = await window.perform({"type": "place_hold", "hold_id": hold_id,
                                           "event_id": event["id"], "seats": seats})
        hold = must(outcome)["hold"]
        assert hold["seats"] == seats
        # The feed tells the same, one sequence on.
        change = (await window.receive("changes"))["changes"][0]
        assert change["sequence"] == snapshot["sequence"] + 1
        assert change["after"]["hold_id"] == hold_id
        # The map would tell the seats' category; trying every price shows a refusal as well.
        drawing = json.load(urllib.request.urlopen(f"{address}/maps/{event['seat_map_id']}"))
        assert drawing
        ticket_type = event["prices"]["ticket_types"][0]["id"]
        currency = event["prices"]["currency"]
        sums = sorted({cents(a["amount"]) + cents(b["amount"])
                       for a in event["prices"]["prices"] for b in event["prices"]["prices"]
                       if a["ticket_type_id"] == b["ticket_type_id"] == ticket_type})
        for total in sums:
            money = {"amount": f"{total // 100}.{total % 100:02}", "currency": currency}
            command = {"type": "confirm_booking", "booking_id": new_id(), "payment_id": new_id(),
                       "hold_id": hold_id, "event_id": event["id"], "fence": hold["fence"],
                       "tickets": [{"seat": s, "ticket_type_id": ticket_type} for s in seats],
                       "agreed_total": money, "tendered": money}
            op_id, outcome = await window.perform(command)
            if "done" in outcome:
                break
            assert outcome["refused"]["code"] == "price_changed", outcome
        booking = must(outcome)["booking"]
        # A repeat has no second effect and the same outcome.
        _, again = await window.perform(command, op_id)
        assert must(again)["booking"] == booking
        print("sold", booking["reference"], booking["total"]["amount"], currency)


asyncio.run(sell(*sys.argv[1:4]))
