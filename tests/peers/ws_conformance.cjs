// Two strangers with npm's ws sell tickets on a running server, by nothing but its /asyncapi.yaml.
//
// Usage: NODE_PATH=.../node_modules node ws_conformance.cjs BASE_URL NAME PASSWORD
//
// Every message that comes is validated with the document's schema; every message sent, too. What
// is checked: the handshake, sequences without a gap, snapshots as the layout describes them, one
// winner of a contested seat, the same outcome for a repeat over a new connection, a whole sale
// and its refund as both windows see them.
'use strict';
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const WebSocket = require('ws');
const yaml = require('yaml');

const [base, name, password] = process.argv.slice(2);
const patienceMs = 20000;

class Document {
  constructor(text) {
    const document = yaml.parse(text);
    this.ajv = new Ajv({ strict: false });
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: 'asyncapi', ...document });
    this.schemas = new Map();
    for (const [key, message] of Object.entries(document.components.messages)) {
      this.schemas.set(message.name, this.ajv.compile({ $ref: `asyncapi#/components/schemas/${key}` }));
    }
  }

  check(message) {
    const validate = this.schemas.get(message.type);
    assert.ok(validate, `${message.type} is no message of the document`);
    assert.ok(validate(message), `${message.type}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(message).slice(0, 400)}`);
  }
}

// The packed snapshot, by its description.
function unpacked(base64) {
  const bytes = Buffer.from(base64, 'base64');
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  assert.equal(bytes[at++], 1);
  const count = varint();
  const states = ['available', 'held', 'sold', 'blocked'];
  const tickets = [];
  for (let i = 0; i < count; ++i) tickets.push({ status: states[(bytes[at + (i >> 2)] >> (2 * (i % 4))) & 3] });
  at += Math.floor((count + 3) / 4);
  const least = varint();
  for (const ticket of tickets) ticket.version = least + varint();
  const windows = varint();
  at += 16 * windows;
  for (let holds = varint(); holds > 0; --holds) {
    at += 16;
    varint();
  }
  for (let held = tickets.filter((ticket) => ticket.status === 'held').length; held > 0;) {
    const length = varint();
    assert.ok(length >= 1 && length <= held);
    held -= length;
    varint();
    varint();
    varint();
  }
  assert.equal(at, bytes.length, 'the snapshot has the length its parts say');
  return tickets;
}

class Window {
  constructor(document) {
    this.document = document;
    this.id = randomUUID();
    this.deviceSequence = 0;
    this.tickets = null;
    this.sequence = 0;
  }

  async connect(token) {
    this.socket = new WebSocket(`${base.replace('http', 'ws')}/ws`, ['foyer.v1.json'], { perMessageDeflate: true });
    this.queue = [];
    this.waiting = [];
    this.socket.on('message', (data, isBinary) => {
      assert.ok(!isBinary, 'JSON comes as text');
      const message = JSON.parse(data.toString());
      this.document.check(message);
      this.follow(message);
      this.queue.push(message);
      this.waiting.splice(0).forEach((wake) => wake());
    });
    await new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    assert.equal(this.socket.protocol, 'foyer.v1.json');
    assert.equal(this.socket.extensions, '', 'compression is not offered');
    this.send({ type: 'hello', oldest_version: 1, newest_version: 1, client: 'stranger 1.0', window_id: this.id, ...(token ? { token } : {}) });
    return this.next('welcome');
  }

  // Keeps the tickets as the document says a window does.
  follow(message) {
    if (message.type === 'snapshot') {
      this.tickets = unpacked(message.packed);
      this.sequence = message.sequence;
    } else if (message.type === 'changes') {
      for (const change of message.changes) {
        if (change.sequence <= this.sequence) continue;
        assert.equal(change.sequence, this.sequence + 1, 'no gap');
        this.sequence = change.sequence;
        change.seats.forEach((seat, i) => {
          assert.ok(change.versions[i] > this.tickets[seat].version, 'versions only grow');
          this.tickets[seat] = { status: change.after.status, version: change.versions[i] };
        });
      }
    }
  }

  send(message) {
    this.document.check(message);
    this.socket.send(JSON.stringify(message));
  }

  async next(type, fits = () => true) {
    const until = Date.now() + patienceMs;
    for (;;) {
      const index = this.queue.findIndex((message) => message.type === type && fits(message));
      if (index >= 0) return this.queue.splice(0, index + 1).at(-1);
      assert.ok(Date.now() < until, `${type} never came`);
      await new Promise((resolve) => {
        this.waiting.push(resolve);
        setTimeout(resolve, 1000).unref();
      });
    }
  }

  async until(holds, what) {
    const until = Date.now() + patienceMs;
    while (!holds()) {
      assert.ok(Date.now() < until, what);
      await new Promise((resolve) => {
        this.waiting.push(resolve);
        setTimeout(resolve, 1000).unref();
      });
    }
  }

  operation(command) {
    return { op_id: randomUUID(), device_sequence: ++this.deviceSequence, command };
  }

  async perform(operation) {
    this.send({ type: 'perform', operation });
    return (await this.next('operation_outcome', (it) => it.op_id === operation.op_id)).outcome;
  }

  async close() {
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.close(1000, 'done');
    assert.equal(await closed, 1000);
  }
}

async function signedIn(document) {
  const window = new Window(document);
  const welcome = await window.connect();
  assert.equal(welcome.version, 1);
  assert.ok(!welcome.session);
  window.send({ type: 'watch_catalogue', request: 7 });
  assert.equal((await window.next('refused')).refusal.code, 'not_signed_in');
  window.send({ type: 'sign_in', request: 8, name, password });
  const answer = await window.next('signed_in');
  assert.equal(answer.request, 8);
  window.token = answer.token;
  return window;
}

async function catalogueOf(window) {
  window.send({ type: 'watch_catalogue', request: 1, since: 0 });
  const events = [];
  for (;;) {
    const delta = await window.next('catalogue_delta');
    events.push(...delta.events);
    if (delta.is_last) return events;
  }
}

async function eventOnSale(document, window) {
  const events = (await catalogueOf(window)).filter((event) => event.status === 'published' && event.seat_map_id);
  const soon = Date.now() + 24 * 3600 * 1000;
  const event = events.find((one) => Date.parse(one.start_date) > soon && one.prices && one.prices.prices.length > 0);
  assert.ok(event, 'an event is on sale');
  return event;
}

async function watch(window, event) {
  window.send({ type: 'watch_event', request: 2, event_id: event.id, since: 0 });
  await window.next('snapshot');
  assert.ok(window.tickets.length > 0);
}

function holdOf(event, seats) {
  return { type: 'place_hold', hold_id: randomUUID(), event_id: event.id, seats };
}

async function contest(a, b, event) {
  const seat = a.tickets.findIndex((ticket) => ticket.status === 'available');
  const outcomes = await Promise.all([a, b].map((w) => w.perform(w.operation(holdOf(event, [seat])))));
  const won = outcomes.filter((outcome) => outcome.done);
  assert.equal(won.length, 1, 'one winner');
  const lost = outcomes.find((outcome) => outcome.refused);
  assert.equal(lost.refused.code, 'tickets_taken');
  assert.equal(lost.refused.tickets[0].seat, seat);
  const winner = outcomes[0].done ? a : b;
  return { winner, loser: winner === a ? b : a, hold: won[0].done.hold, seat };
}

async function categoryOf(event, seat) {
  const page = await (await fetch(`${base}/events/${event.id}`)).json();
  return page.tickets[seat].category_id;
}

async function sale(document, { winner, loser, hold, seat }, event) {
  const category = await categoryOf(event, seat);
  const price = event.prices.prices.find((one) => one.category_id === category);
  assert.ok(price, 'the ticket has a price');
  const confirm = winner.operation({
    type: 'confirm_booking', booking_id: randomUUID(), payment_id: randomUUID(), hold_id: hold.id, event_id: event.id,
    fence: hold.fence, tickets: [{ seat, ticket_type_id: price.ticket_type_id }],
    agreed_total: price.amount, tendered: price.amount,
  });
  const stranger = structuredClone(confirm);
  stranger.op_id = randomUUID();
  const foreign = await loser.perform(stranger);
  assert.equal(foreign.refused.code, 'hold_not_yours');
  const wrong = structuredClone(confirm);
  wrong.op_id = randomUUID();
  wrong.command.agreed_total = { ...price.amount, amount: '0.01' };
  wrong.device_sequence = ++winner.deviceSequence;
  assert.equal((await winner.perform(wrong)).refused.code, 'price_changed');
  const first = await winner.perform(confirm);
  assert.ok(first.done, JSON.stringify(first));
  assert.deepEqual(first.done.booking.total, price.amount);
  await loser.until(() => loser.tickets[seat].status === 'sold', 'the other window sees the sale');

  // The answer is lost: a new connection asks again.
  winner.socket.terminate();
  const welcome = await winner.connect(winner.token);
  assert.ok(welcome.session, 'the token resumes the session');
  assert.deepEqual(await winner.perform(confirm), first, 'a repeat gives the same outcome');
  const other = structuredClone(confirm);
  other.command.fence += 1;
  assert.equal((await winner.perform(other)).refused.code, 'operation_reused');
  return { booking: first.done.booking };
}

async function refund({ winner, loser, seat }, event, { booking }) {
  await watch(winner, event);
  const cancel = winner.operation({ type: 'cancel_booking', booking_id: booking.id, event_id: event.id,
    refund_id: randomUUID(), reason: 'the buyer is ill' });
  const done = await winner.perform(cancel);
  assert.ok(done.done, JSON.stringify(done));
  assert.equal(done.done.booking.status, 'cancelled');
  await loser.until(() => loser.tickets[seat].status === 'available', 'the other window sees the refund');
  await winner.until(() => winner.sequence === loser.sequence, 'both have the same sequence');
  assert.deepEqual(winner.tickets, loser.tickets, 'both windows show the same house');
}

async function rudeness(window) {
  window.socket.send('nonsense');
  const refused = await window.next('refused');
  assert.equal(refused.request, 0);
  assert.equal(refused.refusal.code, 'malformed');
  window.socket.send('{"type":"dance"}');
  assert.equal((await window.next('refused')).refusal.code, 'unknown_operation');
  window.send({ type: 'ping', echo: -5 });
  assert.equal((await window.next('pong')).echo, -5);
  const ponged = new Promise((resolve) => window.socket.once('pong', resolve));
  window.socket.ping('p');
  assert.equal(String(await ponged), 'p');
}

async function main() {
  const document = new Document(await (await fetch(`${base}/asyncapi.yaml`)).text());
  const a = await signedIn(document);
  const b = await signedIn(document);
  const event = await eventOnSale(document, a);
  await Promise.all([watch(a, event), watch(b, event)]);
  assert.deepEqual(a.tickets, b.tickets);
  const contested = await contest(a, b, event);
  const sold = await sale(document, contested, event);
  await refund(contested, event, sold);
  await rudeness(a);
  const ended = new Promise((resolve) => b.socket.once('close', resolve));
  b.send({ type: 'sign_out', request: 9 });
  await b.next('signed_out');
  b.socket.close();
  await ended;
  const after = await b.connect(b.token);
  assert.ok(!after.session, 'a token that was signed out is worth nothing');
  await Promise.all([a.close(), b.close()]);
  console.log('all as the document says');
}

main().catch((error) => {
  console.log(error.stack);
  process.exit(1);
});
