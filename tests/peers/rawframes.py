#!/usr/bin/python3
"""Sends a running server frames that no library would send, and checks how it ends each connection.

Usage: rawframes.py BASE_URL NAME PASSWORD

Written from RFC 6455 and /asyncapi.yaml, over plain sockets. NAME and PASSWORD an operator's.
Prints every case that went otherwise; ends with 1 then.
"""
import base64
import json
import os
import random
import socket
import struct
import sys
import urllib.request
import uuid

sys.dont_write_bytecode = True
PATIENCE_S = 20
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


def hello(**more):
    return json.dumps({"type": "hello", "oldest_version": 1, "newest_version": 1, "client": "raw",
                       "window_id": str(uuid.uuid4()), **more}).encode()


def frame(opcode, payload=b"", fin=1, rsv=0, masked=True, length=None, wide=None):
    """One frame; length: what its head says; wide: 2 or 8 bytes of length though fewer would do."""
    said = len(payload) if length is None else length
    head = bytes([fin << 7 | rsv << 4 | opcode])
    bit = 0x80 if masked else 0
    if wide == 8 or said > 0xFFFF:
        head += bytes([bit | 127]) + struct.pack(">Q", said)
    elif wide == 2 or said > 125:
        head += bytes([bit | 126]) + struct.pack(">H", said)
    else:
        head += bytes([bit | said])
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload))


def closing(code, reason=b""):
    return frame(CLOSE, struct.pack(">H", code) + reason)


class Peer:
    def __init__(self, address, protocol="foyer.v1.json", headers=(), request="GET", version="13",
                 key=None, http="HTTP/1.1"):
        self.socket = socket.create_connection(address, PATIENCE_S)
        key = base64.b64encode(os.urandom(16)).decode() if key is None else key
        lines = [f"{request} /ws {http}", "Host: raw", "Upgrade: websocket",
                 "Connection: Upgrade", f"Sec-WebSocket-Version: {version}"]
        lines += [f"Sec-WebSocket-Key: {key}"] if key else []
        lines += [f"Sec-WebSocket-Protocol: {protocol}"] if protocol else []
        self.rest = b""
        self.socket.sendall("\r\n".join([*lines, *headers, "", ""]).encode())
        head = self.until(b"\r\n\r\n")
        self.status = int(head.split(b" ", 2)[1]) if head.count(b" ") else 0

    def until(self, mark):
        while mark not in self.rest:
            more = self.receive()
            if not more:
                return b""
            self.rest += more
        head, self.rest = self.rest.split(mark, 1)
        return head

    def receive(self):
        try:
            return self.socket.recv(65536)
        except ConnectionError:
            return b""

    def send(self, data):
        try:
            self.socket.sendall(data)
        except (ConnectionError, socket.timeout):
            pass

    def exactly(self, count):
        while len(self.rest) < count:
            more = self.receive()
            if not more:
                return None
            self.rest += more
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def next(self):
        """(opcode, payload) of the next frame; None when the connection ended."""
        head = self.exactly(2)
        if head is None:
            return None
        if head[1] & 0x80:
            raise AssertionError("the server masks its frames")
        size = head[1] & 0x7F
        if size == 126:
            size = struct.unpack(">H", self.exactly(2))[0]
        elif size == 127:
            size = struct.unpack(">Q", self.exactly(8))[0]
        payload = self.exactly(size)
        return None if payload is None else (head[0] & 0x0F, payload)

    def ended(self):
        """The close code, 0 for a close without one, None when the connection just ended."""
        while (got := self.next()) is not None:
            if got[0] == CLOSE:
                return struct.unpack(">H", got[1][:2])[0] if len(got[1]) >= 2 else 0
        return None

    def answers(self, kind):
        """Whether a message of that type comes before the end."""
        while (got := self.next()) is not None:
            if got[0] in (TEXT, BINARY):
                return json.loads(got[1])["type"] == kind
            if got[0] == CLOSE:
                return False
        return False

    def pongs(self, payload):
        while (got := self.next()) is not None:
            if got[0] == PONG:
                return got[1] == payload
        return False


class Suite:
    def __init__(self, base, name, password):
        host, port = base.split("//")[1].split(":")
        self.base, self.address = base, (host, int(port))
        self.name, self.password = name, password
        self.count, self.failures = 0, []

    def check(self, what, got, *wanted):
        self.count += 1
        if got not in wanted:
            self.failures.append(f"{what}: {got!r} instead of {' or '.join(map(repr, wanted))}")

    def ends(self, what, data, *codes, **how):
        """Sends data on a fresh connection, which must be closed with one of the codes."""
        peer = Peer(self.address, **how)
        peer.send(data)
        try:
            self.check(what, peer.ended(), *codes)
        except socket.timeout:
            self.check(what, "still open", *codes)
        peer.socket.close()

    def lives(self, what, *pieces, kind="welcome"):
        peer = Peer(self.address)
        for piece in pieces:
            peer.send(piece)
        self.check(what, peer.answers(kind), True)
        peer.send(frame(PING, b"still there"))
        self.check(what + ", then a ping", peer.pongs(b"still there"), True)
        peer.socket.close()

    def signed_in(self):
        peer = Peer(self.address)
        peer.send(frame(TEXT, hello()))
        peer.send(frame(TEXT, json.dumps({"type": "sign_in", "request": 1, "name": self.name,
                                          "password": self.password}).encode()))
        assert peer.answers("welcome") and peer.answers("signed_in")
        return peer

    # ------------------------------------------------------------------ the cases

    def handshakes(self):
        status = lambda **how: Peer(self.address, **how).status
        self.check("a right handshake", status(), 101)
        self.check("CBOR", status(protocol="foyer.v1.cbor"), 101)
        self.check("the first known subprotocol", status(protocol="x, foyer.v1.json"), 101)
        self.check("no subprotocol", status(protocol=None), 400)
        self.check("an unknown subprotocol", status(protocol="chat"), 400)
        self.check("a foreign origin", status(headers=("Origin: https://evil.example",)), 403)
        self.check("no key", status(key=""), 400)
        self.check("another version", status(version="8"), 400, 426)
        self.check("POST", status(request="POST"), 400, 405, 426)
        self.check("HTTP/1.0", status(http="HTTP/1.0"), 400, 426, 505)
        self.check("a huge header", status(headers=("X: " + "x" * 20_000,)), 431)

    def heads(self):
        for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
            self.ends(f"opcode {opcode}", frame(opcode, b"x"), 1002)
        for rsv in (1, 2, 4):
            self.ends(f"reserved bits {rsv}", frame(TEXT, hello(), rsv=rsv), 1002)
        for opcode in (TEXT, PING, CLOSE):
            self.ends(f"unmasked {opcode}", frame(opcode, masked=False), 1002)
        for opcode in (PING, PONG, CLOSE):
            self.ends(f"fragmented control {opcode}", frame(opcode, b"ab", fin=0), 1002)
            self.ends(f"126 bytes in control {opcode}", frame(opcode, b"x" * 126), 1002)
        self.ends("a continuation of nothing", frame(CONTINUATION, b"x"), 1002)
        self.ends("a second start", frame(TEXT, b"{", fin=0) + frame(TEXT, b"}"), 1002)
        self.ends("binary amid text", frame(TEXT, b"{", fin=0) + frame(BINARY, b"}"), 1002)
        self.ends("two bytes of length for five", frame(TEXT, b"abcde", wide=2), 1002)
        self.ends("eight bytes of length for five", frame(TEXT, b"abcde", wide=8), 1002)
        self.ends("a length over 2^63", frame(TEXT, b"x", length=1 << 63), 1002, 1009)
        self.ends("a length of 2^62", frame(TEXT, b"x", length=1 << 62), 1009)
        self.ends("a length of 4 GiB", frame(BINARY, b"x", length=1 << 32), 1009,
                  protocol="foyer.v1.cbor")

    def sizes(self):
        self.ends("4,097 bytes before sign-in", frame(TEXT, b" " * 4097), 1009)
        self.lives("4,096 bytes before sign-in", frame(TEXT, hello().ljust(4096)))
        self.ends("4,097 bytes in pieces",
                  frame(TEXT, b" " * 2049, fin=0) + frame(CONTINUATION, b" " * 2048), 1009)
        peer = self.signed_in()
        peer.send(frame(TEXT, b'{"type":"ping","echo":1}'.ljust(65536)))
        self.check("65,536 bytes signed in", peer.answers("pong"), True)
        peer.send(frame(TEXT, b" " * 65537))
        self.check("65,537 bytes signed in", peer.ended(), 1009)

    def closes(self):
        for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999):
            self.ends(f"close {code}", closing(code, b"bye"), code)
        for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999):
            self.ends(f"close with the impossible {code}", closing(code), 1002)
        for code in (5000, 65535):  # no range of the RFC has them
            self.ends(f"close with the unheard-of {code}", closing(code), 1002, code)
        self.ends("close of one byte", frame(CLOSE, b"\x03"), 1002)
        self.ends("close without a code", frame(CLOSE), 0, 1000)
        self.ends("close with a reason of 123 bytes", closing(1000, b"x" * 123), 1000)
        self.ends("close with bad UTF-8", closing(1000, b"\xff"), 1002, 1007)
        self.ends("data after a close", closing(1000) + frame(TEXT, hello()), 1000)

    def texts(self):
        for what, bad in (("a lone byte", b"\xff"), ("a surrogate", b"\xed\xa0\x80"),
                          ("overlong", b"\xc0\xaf"), ("over 10FFFF", b"\xf4\x90\x80\x80"),
                          ("cut short", b"\xe2\x82")):
            self.ends(f"UTF-8 {what}", frame(TEXT, b'{"a":"' + bad), 1007)
        self.ends("bad UTF-8 in the second piece",
                  frame(TEXT, b"ok", fin=0) + frame(CONTINUATION, b"\xff"), 1007)
        self.ends("UTF-8 cut at the end of the last piece",
                  frame(TEXT, b"\xe2", fin=0) + frame(CONTINUATION, b"\x82"), 1007)
        whole = json.dumps(json.loads(hello(client="\u20ac")), ensure_ascii=False).encode()
        cut = whole.index(b"\xe2\x82") + 1
        self.lives("a character in two pieces", frame(TEXT, whole[:cut], fin=0),
                   frame(CONTINUATION, whole[cut:]))
        self.ends("text for CBOR", frame(TEXT, hello()), 1003, protocol="foyer.v1.cbor")
        self.ends("binary for JSON", frame(BINARY, hello()), 1003)

    def pieces(self):
        whole = hello()
        bytewise = [frame(TEXT if i == 0 else CONTINUATION, whole[i:i + 1],
                          fin=int(i == len(whole) - 1)) for i in range(len(whole))]
        self.lives("one byte a frame", b"".join(bytewise))
        self.lives("empty pieces", frame(TEXT, fin=0), frame(CONTINUATION, fin=0),
                   frame(CONTINUATION, whole))
        self.lives("a ping amid a message", frame(TEXT, whole[:9], fin=0) + frame(PING, b"p") +
                   frame(CONTINUATION, whole[9:]))
        self.lives("a pong nobody asked for", frame(PONG, b"?"), frame(TEXT, whole))
        self.lives("an empty message first", frame(TEXT), frame(TEXT, whole), kind="refused")
        raw = frame(TEXT, whole)
        peer = Peer(self.address)
        for i in range(0, len(raw), 7):
            peer.send(raw[i:i + 7])
        self.check("a frame in bits of TCP", peer.answers("welcome"), True)
        for size in (0, 1, 125):
            peer.send(frame(PING, b"x" * size))
            self.check(f"a ping of {size}", peer.pongs(b"x" * size), True)

    def manners(self):
        self.ends("eight messages that are none", frame(TEXT, b"nonsense") * 8, 1008)
        self.lives("seven of them", frame(TEXT, b"nonsense") * 7, kind="refused")
        self.ends("no common version", frame(TEXT, hello(oldest_version=7, newest_version=9)), 1002)
        self.ends("deep nesting, eight times", frame(TEXT, b"[" * 4000) * 8, 1008)

    def floods(self):
        peer = Peer(self.address)
        for i in range(50):
            peer.send(frame(PING, b"flood") * 100)
            for _ in range(100):
                if not peer.pongs(b"flood"):
                    self.check("5,000 pings", i, "all answered")
                    return
        self.check("5,000 pings", True, True)
        deaf = Peer(self.address)
        deaf.socket.settimeout(3)
        pings = frame(PING, b"x" * 125) * 400
        for _ in range(600):  # 32 MB of pings whose pongs nobody reads
            try:
                deaf.socket.sendall(pings)
            except (ConnectionError, socket.timeout):
                break
        deaf.socket.close()
        self.check("well after a flood nobody reads", self.is_well(), True)

    def rubbish(self):
        source = random.Random(20261124)
        for seed in range(20):
            peer = Peer(self.address)
            peer.send(source.randbytes(source.randrange(1, 3000)))
            peer.socket.close()
        for cut in range(1, 12):
            peer = Peer(self.address)
            peer.send(frame(TEXT, hello(), wide=8)[:cut])
            peer.socket.close()
        for line in (b"\0\0\0\0", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"PRI * HTTP/2.0\r\n\r\n"):
            with socket.create_connection(self.address, PATIENCE_S) as raw:
                raw.sendall(line)
        self.check("well after rubbish", self.is_well(), True)

    def is_well(self):
        with urllib.request.urlopen(self.base + "/healthz", timeout=PATIENCE_S) as answer:
            return json.load(answer)["status"] == "ok"

    def run(self):
        for part in (self.handshakes, self.heads, self.sizes, self.closes, self.texts, self.pieces,
                     self.manners, self.floods, self.rubbish):
            try:
                part()
            except (OSError, AssertionError, TypeError) as error:
                self.failures.append(f"{part.__name__}: {error!r}")
        self.check("well at the end", self.is_well(), True)
        print(f"{self.count} checks, {len(self.failures)} otherwise")
        for failure in self.failures:
            print("  " + failure)
        return 1 if self.failures else 0


if __name__ == "__main__":
    sys.exit(Suite(*sys.argv[1:4]).run())
