"""What /asyncapi.yaml says: which messages there are, what fits them, and their CBOR form.

Written from the document alone; knows nothing of the server's code.
"""
import base64
import datetime
import json
import re
import uuid

import cbor2
import jsonschema
import yaml

# ISO 4217: the currencies used here; the document gives the rule, the standard the digits.
DIGITS = {"JPY": 0, "KWD": 3}
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
INSTANT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$")

formats = jsonschema.FormatChecker(formats=[])
formats.checks("date-time")(lambda text: not isinstance(text, str) or bool(INSTANT.match(text)))
formats.checks("uuid", raises=ValueError)(
    lambda text: not isinstance(text, str) or (len(text) == 36 and str(uuid.UUID(text)) == text))


class Unlike(Exception):
    """Something is not as the document says."""


class Document:
    def __init__(self, text):
        self.content = yaml.safe_load(text)
        self.schemas = self.content["components"]["schemas"]
        self.from_window = self.messages_of("receiveFromWindow")
        self.from_server = self.messages_of("sendToWindow")
        self.commands = {self.schema_of(each)["properties"]["type"]["const"]: self.schema_of(each)
                         for each in self.schemas["Operation"]["properties"]["command"]["oneOf"]}
        self.refusals = set(self.schemas["Refusal"]["properties"]["code"]["enum"])
        strict = {"components": {"schemas": {n: closed(s) for n, s in self.schemas.items()}}}
        self.validators = {
            kind: jsonschema.Draft202012Validator({**strict, **closed(schema)},
                                                  format_checker=formats)
            for kind, (_, schema) in {**self.from_window, **self.from_server}.items()}

    def messages_of(self, operation):
        """By `type`: the document's message and its payload's schema."""
        found = {}
        for reference in self.content["operations"][operation]["messages"]:
            message = self.target(self.target(reference))
            payload = self.schema_of(message["payload"])
            assert payload["properties"]["type"]["const"] == message["name"]
            found[message["name"]] = (message, payload)
        return found

    def target(self, node):
        if "$ref" not in node:
            return node
        found = self.content
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return found

    schema_of = target

    def validate(self, message):
        """Raises when \a message is none of the document's or has anything the document lacks."""
        kind = message.get("type")
        if kind not in self.validators:
            raise Unlike(f"the document has no message {kind}: {str(message)[:300]}")
        for error in self.validators[kind].iter_errors(message):
            raise Unlike(f"{kind}{list(error.absolute_path)}: {error.message[:300]}")

    # ------------------------------------------------------------ CBOR

    def encoded(self, message):
        schema = self.from_window[message["type"]][1]
        return cbor2.dumps([schema["x-cbor-number"], *self.to_cbor(schema, message)])

    def decoded(self, raw):
        """A server's message as it is in JSON."""
        array = cbor2.loads(raw)
        if cbor2.dumps(array) != raw:
            raise Unlike(f"not the shortest form: {raw[:60].hex()}")
        for kind, (_, schema) in self.from_server.items():
            if schema["x-cbor-number"] == array[0]:
                return {"type": kind, **self.from_cbor(schema, array[1:])}
        raise Unlike(f"the document has no message with number {array[0]}")

    def to_cbor(self, schema, value):
        schema = self.schema_of(schema)
        if schema is self.schemas["Money"]:
            value = value or {"amount": "0", "currency": "XXX"}
            return [int(value["amount"].replace(".", "")), value["currency"]]
        if "oneOf" in schema:
            return self.choice_to_cbor(schema["oneOf"], value)
        if "x-cbor-order" in schema:
            fields = schema["properties"]
            order = schema["x-cbor-order"]
            least = schema.get("x-cbor-least", len(order))
            if not any((value or {}).get(name) for name in order[least:]):
                order = order[:least]
            return [self.to_cbor(fields[name], (value or {}).get(name)) for name in order]
        if "array" == schema["type"]:
            return [self.to_cbor(schema["items"], each) for each in value or []]
        if schema.get("format") == "uuid":
            return uuid.UUID(value).bytes if value else None
        if schema.get("format") == "date-time":
            return milliseconds(value) if value else None if "null" in schema["type"] else 0
        if "enum" in schema:
            default = "sell" if schema["enum"] == ["reserve", "sell"] else schema["enum"][0]
            return schema["enum"].index(value or default)
        if schema.get("contentEncoding") == "base64":
            return base64.b64decode(value or "")
        return value if value is not None else {"integer": 0, "boolean": False}.get(
            schema["type"], "")

    def choice_to_cbor(self, alternatives, value):
        if value is None:
            return None
        for alternative in map(self.schema_of, alternatives):
            if alternative.get("properties", {}).get("type", {}).get("const") == value["type"]:
                return [alternative["x-cbor-number"], *self.to_cbor(alternative, value)]
        raise Unlike(f"the document has no command {value['type']}")

    def from_cbor(self, schema, value):
        schema = self.schema_of(schema)
        if schema is self.schemas["Money"]:
            return {"amount": decimal(*value), "currency": value[1]}
        if "oneOf" in schema:
            return self.choice_from_cbor(schema["oneOf"], value)
        if "x-cbor-order" in schema:
            order = schema["x-cbor-order"]
            if len(value) not in (len(order), schema.get("x-cbor-least")):
                raise Unlike(f"{len(value)} fields where the document has {order}")
            return {name: self.field_from_cbor(schema, name, each)
                    for name, each in zip(order, value)}
        if schema["type"] == "array":
            return [self.from_cbor(schema["items"], each) for each in value]
        if value is None:
            return None
        if schema.get("format") == "uuid":
            return str(uuid.UUID(bytes=value))
        if schema.get("format") == "date-time":
            return (EPOCH + datetime.timedelta(milliseconds=value)).isoformat(
                timespec="milliseconds").replace("+00:00", "Z")
        if "enum" in schema:
            return schema["enum"][value]
        if schema.get("contentEncoding") == "base64":
            return base64.b64encode(value).decode()
        return value

    def field_from_cbor(self, schema, name, value):
        is_code = schema is self.schemas["Refusal"] and name == "code"
        return value if is_code else self.from_cbor(schema["properties"][name], value)

    def choice_from_cbor(self, alternatives, value):
        if value is None:
            return None
        if any(alternative.get("type") == "null" for alternative in alternatives):
            return self.from_cbor(alternatives[0], value)
        name = ["done", "refused"][value[0]]
        (inner,) = [a["properties"][name] for a in alternatives if name in a["properties"]]
        return {name: self.from_cbor(inner, value[1])}


def closed(schema):
    """The schema, letting nothing pass that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {key: closed(value) for key, value in schema.items()}
    if isinstance(copy.get("properties"), dict) and copy.get("type") == "object":
        copy["additionalProperties"] = False
    return copy


def milliseconds(text):
    whole = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH
    return whole // datetime.timedelta(milliseconds=1)


def decimal(units, currency):
    digits = DIGITS.get(currency, 2)
    text = str(abs(units)).rjust(digits + 1, "0")
    whole, part = text[:len(text) - digits], text[len(text) - digits:]
    return ("-" if units < 0 else "") + whole + ("." + part if digits else "")


def varint(packed, at):
    value = shift = 0
    while True:
        byte = packed[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def unpacked(packed):
    """The tickets of a packed snapshot, as the document lays it out: a list of dicts."""
    if packed[0] != 1:
        raise Unlike(f"snapshot format {packed[0]}")
    count, at = varint(packed, 1)
    tickets = [{"status": ["available", "held", "sold", "blocked"][packed[at + i // 4]
                                                                  >> (2 * (i % 4)) & 3]}
               for i in range(count)]
    smallest, at = varint(packed, at + (count + 3) // 4)
    for ticket in tickets:
        over, at = varint(packed, at)
        ticket["version"] = smallest + over
    windows, holds = [], []
    size, at = varint(packed, at)
    for _ in range(size):
        windows.append(str(uuid.UUID(bytes=bytes(packed[at:at + 16]))))
        at += 16
    size, at = varint(packed, at)
    for _ in range(size):
        fence, after = varint(packed, at + 16)
        holds.append((str(uuid.UUID(bytes=bytes(packed[at:at + 16]))), fence))
        at = after
    held = [ticket for ticket in tickets if ticket["status"] == "held"]
    while held:
        length, at = varint(packed, at)
        window, at = varint(packed, at)
        own, at = varint(packed, at)
        remaining, at = varint(packed, at)
        if length < 1 or length > len(held):
            raise Unlike(f"a run of {length} held tickets of {len(held)}")
        for ticket in held[:length]:
            ticket["window_id"] = windows[window - 1] if window else None
            ticket["hold"] = holds[own - 1] if own else None
            ticket["remaining_ms"] = remaining
        del held[:length]
    if at != len(packed):
        raise Unlike(f"{len(packed) - at} bytes after the snapshot")
    return tickets


def shown(message):
    return json.dumps(message)[:400]
