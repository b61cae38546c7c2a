#!/usr/bin/python3
"""Drives every operation of /openapi.json against a running server and validates the answers.

Usage: openapi_check.py BASE_URL TOKEN USER_ID [NAME PASSWORD]

TOKEN must be an administrator's; NAME and PASSWORD an operator's (sam of the sample house). Each operation is called rightly and, where it has a documented
error, wrongly; status, content type and body must be among what the document says. Prints one
line an operation; ends with 1 when something differs and 77 without python3-jsonschema.
"""
import json
import sys
import urllib.error
import urllib.request
import uuid

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


class Checker:
    def __init__(self, base, token):
        self.base = base.rstrip("/")
        self.token = token
        self.called = set()
        self.failures = []
        self.document = None

    def request(self, method, path, body=None, headers=None, auth=True):
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if auth:
            request.add_header("Authorization", "Bearer " + self.token)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def call(self, operation, status, method, template, names=None, query="", **more):
        """Calls one documented operation, expects \a status, and returns the parsed answer."""
        path = template
        for name, value in (names or {}).items():
            path = path.replace("{" + name + "}", str(value))
        documented = self.document["paths"][template][method.lower()]
        assert documented["operationId"] == operation, operation
        self.called.add(operation)
        got, headers, raw = self.request(method, path + query, **more)
        label = f"{operation} {got}"
        if got != status:
            self.fail(label, f"expected {status}: {raw[:300]!r}")
            return None, headers
        answer = documented["responses"].get(str(got))
        if answer is None:
            self.fail(label, "this status is not documented")
            return None, headers
        parsed = self.validated(label, self.resolved(answer), headers, raw)
        print(f"ok    {label}")
        return parsed, headers

    def validated(self, label, answer, headers, raw):
        content = answer.get("content")
        if not content:
            if raw:
                self.fail(label, "a body where none is documented")
            return None
        kind = (headers.get("Content-Type") or "").split(";")[0]
        if kind not in content:
            self.fail(label, f"content type {kind} is not documented")
            return None
        for name in answer.get("headers", {}):
            if name in ("ETag", "Location", "Retry-After", "WWW-Authenticate") and name not in headers:
                self.fail(label, f"the header {name} is missing")
        if "json" not in kind:
            return raw.decode()
        parsed = json.loads(raw)
        schema = dict(content[kind]["schema"], components=self.document["components"])
        validator = jsonschema.Draft202012Validator(schema)
        for error in list(validator.iter_errors(parsed))[:3]:
            self.fail(label, f"{list(error.absolute_path)}: {error.message[:300]}")
        return parsed

    def resolved(self, node):
        while "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def fail(self, label, why):
        self.failures.append(label)
        print(f"WRONG {label}: {why}")

    def check_examples(self):
        """Every example of the document fits its own schema."""
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                bodies = [("request", operation.get("requestBody", {}))]
                bodies += [(s, self.resolved(r)) for s, r in operation["responses"].items()]
                for where, body in bodies:
                    for kind, media in body.get("content", {}).items():
                        if "example" not in media:
                            continue
                        schema = dict(media["schema"], components=self.document["components"])
                        for error in jsonschema.Draft202012Validator(schema).iter_errors(media["example"]):
                            self.fail(f"example {method} {path} {where}", error.message[:300])


def check_server(c):
    c.call("index", 200, "GET", "/", auth=False)
    c.call("health", 200, "GET", "/healthz", auth=False)
    text, _ = c.call("metrics", 200, "GET", "/metrics", auth=False)
    if text is not None and "foyer_operations_total" not in text:
        c.fail("metrics", "foyer_operations_total is missing")
    c.call("openapi", 200, "GET", "/openapi.json", auth=False)
    c.call("asyncapi", 200, "GET", "/asyncapi.yaml", auth=False)
    status, headers, _ = c.request("PATCH", "/bookings")
    if status != 405 or "POST" not in (headers.get("Allow") or ""):
        c.fail("PATCH /bookings", f"expected 405 with Allow, got {status}")
    status, headers, _ = c.request("GET", "/nothing/here")
    if status != 404 or headers.get("Content-Type") != "application/problem+json":
        c.fail("GET /nothing/here", f"expected a 404 problem, got {status}")


def check_events(c):
    page, _ = c.call("searchEvents", 200, "GET", "/events/search", query="?limit=3", auth=False)
    event = next(e for e in page["events"] if e["availability"]["available"] >= 20)
    if page["next_cursor"]:
        more, _ = c.call("searchEvents", 200, "GET", "/events/search", auth=False,
                         query="?limit=3&cursor=" + urllib.request.quote(page["next_cursor"]))
        if {e["id"] for e in more["events"]} & {e["id"] for e in page["events"]}:
            c.fail("searchEvents", "the second page repeats the first")
    day = event["start_date"][:10]
    found, _ = c.call("searchEvents", 200, "GET", "/events/search", auth=False,
                      query=f"?start_date={day}&end_date={day}&venue_id={event['venue_id']}"
                            f"&location={urllib.request.quote(event['venue']['city'])}")
    if event["id"] not in [e["id"] for e in found["events"]]:
        c.fail("searchEvents", "an event is not found by its day, venue and city")
    if event["performer_ids"]:
        c.call("searchEvents", 200, "GET", "/events/search", auth=False,
               query="?performer_id=" + event["performer_ids"][0])
    c.call("searchEvents", 400, "GET", "/events/search", query="?limit=1000", auth=False)
    c.call("searchEvents", 400, "GET", "/events/search", query="?start_date=soon", auth=False)
    names = {"event_id": event["id"]}
    whole, headers = c.call("getEvent", 200, "GET", "/events/{event_id}", names, auth=False)
    c.call("getEvent", 200, "GET", "/events/{event_id}", names, "?tickets=false", auth=False)
    c.call("getEvent", 304, "GET", "/events/{event_id}", names, auth=False,
           headers={"If-None-Match": headers["ETag"]})
    c.call("getEvent", 404, "GET", "/events/{event_id}", {"event_id": uuid.uuid4()}, auth=False)
    c.call("getEvent", 400, "GET", "/events/{event_id}", {"event_id": "first"}, auth=False)
    return whole


def check_bookings(c, user, event):
    free = [t["id"] for t in event["tickets"] if t["status"] == "available" and t["price"]]
    body = {"user_id": user, "event_id": event["id"], "ticket_ids": free[:2]}
    key = {"Idempotency-Key": str(uuid.uuid4())}
    post = ("POST", "/bookings")
    first, headers = c.call("makeBooking", 201, *post, body=body, headers=key)
    again, headers = c.call("makeBooking", 201, *post, body=body, headers=key)
    if again != first or headers.get("Idempotent-Replayed") != "true":
        c.fail("makeBooking", "a repeat does not give the same answer")
    c.call("makeBooking", 422, *post, body=dict(body, ticket_ids=free[2:3]), headers=key)
    c.call("makeBooking", 400, *post, body=body)
    taken, _ = c.call("makeBooking", 409, *post, body=body,
                      headers={"Idempotency-Key": "another " + str(uuid.uuid4())})
    if taken and {t["ticket_id"] for t in taken["tickets"]} != set(free[:2]):
        c.fail("makeBooking", "the refusal does not name the taken tickets")
    fresh = lambda: {"Idempotency-Key": str(uuid.uuid4())}
    some = {"user_id": user, "event_id": event["id"], "quantity": 2, "kind": "reserve"}
    c.call("makeBooking", 201, *post, body=some, headers=fresh())
    c.call("makeBooking", 400, *post, body=dict(some, quantity=0), headers=fresh())
    c.call("makeBooking", 400, *post, body=dict(body, quantity=1), headers=fresh())
    c.call("makeBooking", 401, *post, body=body, headers=fresh(), auth=False)
    c.call("makeBooking", 415, *post, body=b"x", headers=dict(fresh(), **{"Content-Type": "text/plain"}))
    c.call("makeBooking", 413, *post, body=dict(body, x="x" * 70000), headers=fresh())
    names = {"booking_id": first["booking_id"]}
    c.call("getBooking", 200, "GET", "/bookings/{booking_id}", names)
    c.call("getBooking", 404, "GET", "/bookings/{booking_id}", {"booking_id": uuid.uuid4()})
    gone, _ = c.call("cancelBooking", 200, "DELETE", "/bookings/{booking_id}", names)
    if gone and gone["status"] != "cancelled":
        c.fail("cancelBooking", "the booking is not cancelled")
    c.call("cancelBooking", 404, "DELETE", "/bookings/{booking_id}", {"booking_id": uuid.uuid4()})
    grant = {"event_id": event["id"], "hold_id": uuid.uuid4()}
    path = "/events/{event_id}/allotments/{hold_id}/grant"
    c.call("offlineGrant", 404, "GET", path, grant)
    c.call("offlineGrant", 400, "GET", path, {**grant, "hold_id": "nothing"})
    c.call("offlineGrant", 401, "GET", path, grant, auth=False)


def check_records(c, event):
    venues, _ = c.call("listVenues", 200, "GET", "/venues", auth=False)
    known = {"venue_id": venues["venues"][0]["id"]}
    c.call("getVenue", 200, "GET", "/venues/{venue_id}", known, auth=False)
    c.call("getVenue", 404, "GET", "/venues/{venue_id}", {"venue_id": uuid.uuid4()}, auth=False)
    drawn = {"map_id": event["seat_map_id"]}
    drawing, headers = c.call("getSeatMap", 200, "GET", "/maps/{map_id}", drawn, auth=False)
    c.call("getSeatMap", 304, "GET", "/maps/{map_id}", drawn, auth=False,
           headers={"If-None-Match": headers["ETag"]})
    venue = {"venue_id": str(uuid.uuid4())}
    input_ = {"name": "Check Hall " + venue["venue_id"][:8], "city": "Bremen", "time_zone": "Europe/Berlin"}
    made, _ = c.call("saveVenue", 201, "PUT", "/venues/{venue_id}", venue, body=input_)
    c.call("saveVenue", 412, "PUT", "/venues/{venue_id}", venue, body=input_, headers={"If-Match": '"9"'})
    changed, _ = c.call("saveVenue", 200, "PUT", "/venues/{venue_id}", venue, body=input_,
                        headers={"If-Match": f'"{made["version"]}"'})
    c.call("saveVenue", 400, "PUT", "/venues/{venue_id}", venue, body={"city": "Bremen"})
    place = {"venue_id": venue["venue_id"], "map_id": str(uuid.uuid4())}
    c.call("publishSeatMap", 200, "PUT", "/venues/{venue_id}/maps/{map_id}", place, "?note=check",
           body=drawing, headers={"If-Match": str(changed["version"])})
    performer = {"performer_id": str(uuid.uuid4())}
    c.call("savePerformer", 201, "PUT", "/performers/{performer_id}", performer,
           body={"name": "The Checkers", "type": "band"})
    new = {"venue_id": venue["venue_id"], "seat_map_id": place["map_id"], "name": "Checked evening",
           "start_date": "2031-05-01T18:00:00Z", "end_date": "2031-05-01T20:00:00Z",
           "performer_ids": [performer["performer_id"]], "prices": event["prices"], "status": "published"}
    names = {"event_id": str(uuid.uuid4())}
    c.call("saveEvent", 201, "PUT", "/events/{event_id}", names, body=new)
    c.call("saveEvent", 412, "PUT", "/events/{event_id}", names, body=new)
    c.call("saveEvent", 401, "PUT", "/events/{event_id}", names, body=new, auth=False)
    seen, _ = c.call("getEvent", 200, "GET", "/events/{event_id}", names, auth=False)
    if seen and seen["availability"]["available"] < 1:
        c.fail("getEvent", "a published event has no tickets")


def check_accounts(c, name, password):
    mail = f"check-{uuid.uuid4()}@example.org"
    c.call("createUser", 201, "POST", "/users", body={"email": mail, "name": "Mia Baum"})
    c.call("createUser", 400, "POST", "/users", body={"email": "nobody", "name": "Mia Baum"})
    c.call("salesReport", 200, "GET", "/reports/sales", query="?bucket_ms=86400000")
    c.call("salesReport", 400, "GET", "/reports/sales", query="?bucket_ms=1")
    c.call("salesReport", 401, "GET", "/reports/sales", auth=False)
    c.call("signIn", 401, "POST", "/sessions", body={"name": "nobody", "password": "x"}, auth=False)
    c.call("signIn", 400, "POST", "/sessions", body={"name": name}, auth=False)
    own, _ = c.call("signIn", 201, "POST", "/sessions", auth=False,
                    body={"name": name, "password": password})
    if own:
        bearer = {"Authorization": "Bearer " + own["token"]}
        c.call("signOut", 204, "DELETE", "/sessions/current", auth=False, headers=bearer)
        c.call("signOut", 401, "DELETE", "/sessions/current", auth=False, headers=bearer)


def main():
    if len(sys.argv) not in (4, 6):
        print(__doc__)
        return 2
    checker = Checker(sys.argv[1], sys.argv[2])
    checker.document = json.loads(checker.request("GET", "/openapi.json")[2])
    checker.check_examples()
    check_server(checker)
    event = check_events(checker)
    check_bookings(checker, sys.argv[3], event)
    check_records(checker, event)
    name, password = sys.argv[4:6] or ("sam", "foyer-demo")
    check_accounts(checker, name, password)
    documented = {o["operationId"] for p in checker.document["paths"].values() for o in p.values()}
    for missing in sorted(documented - checker.called):
        checker.fail(missing, "the check never calls it")
    print(f"{len(checker.called)} operations, {len(checker.failures)} wrong")
    return 1 if checker.failures else 0


if __name__ == "__main__":
    sys.exit(main())
