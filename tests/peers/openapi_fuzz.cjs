// Property fuzz of a running server, made from nothing but its /openapi.json.
//
// Usage: NODE_PATH=.../node_modules node openapi_fuzz.cjs BASE_URL TOKEN [RUNS] [SEED]
//
// For every operation: requests whose parameters and bodies fit their schemas (with ids the server
// has told, often), and requests with one part spoiled. Every answer has a documented status, the
// documented content type and a body that its schema accepts; what is spoiled in a way that the
// document forbids is never answered 2xx; nothing is ever a 500.
'use strict';
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;
const fc = require('fast-check');
const http = require('node:http');

const [base, token, runs = '30', seed = '20261124'] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true });
const failures = [];
let requests = 0;

function send(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const url = new URL(base);
    const request = http.request({ agent, method, path, headers, host: url.hostname, port: url.port },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve({
          status: answer.statusCode,
          type: (answer.headers['content-type'] || '').split(';')[0],
          retry: answer.headers['retry-after'],
          text: Buffer.concat(parts).toString('utf8'),
        }));
      });
    request.on('error', reject);
    if (body !== undefined) request.write(body);
    request.end();
  });
}

// ---------------------------------------------------------------- values from schemas

class Values {
  constructor(document, known) {
    this.document = document;
    this.known = known; // ids by kind, as the server told them
  }

  resolve(schema) {
    if (!schema.$ref) return schema;
    return schema.$ref.slice(2).split('/').reduce((at, step) => at[step], this.document);
  }

  uuid(name) {
    const kind = (name || '').replace(/_ids?$/, '');
    const known = this.known[kind] || [];
    const random = fc.uuid();
    return known.length ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: random }) : random;
  }

  text(schema, name) {
    if (schema.format === 'uuid') return this.uuid(name);
    if (schema.format === 'date-time') {
      return fc.date({ min: new Date('2026-12-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString());
    }
    if (schema.format === 'email') return fc.emailAddress();
    if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern));
    const bounds = { minLength: schema.minLength || 0,
      maxLength: Math.min(schema.maxLength === undefined ? 40 : schema.maxLength, 40) };
    return fc.oneof(fc.string(bounds), fc.string({ ...bounds, unit: 'grapheme' }))
      .filter((text) => !text.includes('\0') && text.length >= bounds.minLength);
  }

  of(given, name) {
    const schema = this.resolve(given);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const choices = schema.oneOf || schema.anyOf;
    if (choices && !schema.properties) return fc.oneof(...choices.map((one) => this.of(one, name)));
    if (schema.allOf && !schema.properties) return this.of(schema.allOf[0], name);
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    switch (type) {
      case 'string': return this.text(schema, name);
      case 'integer': return fc.integer({ min: schema.minimum === undefined ? -1000 : schema.minimum,
        max: Math.min(schema.maximum === undefined ? 100000 : schema.maximum, 2 ** 31 - 1) });
      case 'number': return fc.double({ noNaN: true, min: schema.minimum, max: schema.maximum });
      case 'boolean': return fc.boolean();
      case 'null': return fc.constant(null);
      case 'array': return fc.array(this.of(schema.items || {}, name),
        { minLength: schema.minItems || 0, maxLength: Math.min(schema.maxItems || 3, 3) });
      default: return this.object(schema);
    }
  }

  object(schema) {
    const fields = {};
    for (const [name, property] of Object.entries(schema.properties || {})) {
      if (!this.resolve(property).readOnly) fields[name] = this.of(property, name);
    }
    const required = (schema.required || []).filter((name) => name in fields);
    return fc.record(fields, { requiredKeys: required });
  }
}

// ---------------------------------------------------------------- one operation

class Operation {
  constructor(document, path, method, validators, values) {
    this.document = document;
    this.path = path;
    this.method = method.toUpperCase();
    this.about = document.paths[path][method];
    this.parameters = [...(document.paths[path].parameters || []), ...(this.about.parameters || [])]
      .map((parameter) => values.resolve(parameter));
    const content = (this.about.requestBody || {}).content || {};
    this.bodySchema = content['application/json'] && content['application/json'].schema;
    this.isSecured = (this.about.security || document.security || []).length > 0;
    this.validators = validators;
    this.values = values;
  }

  get name() { return `${this.method} ${this.path}`; }

  requests() {
    const parameters = {};
    const required = [];
    for (const parameter of this.parameters) {
      parameters[parameter.name] = this.values.of(parameter.schema, parameter.name);
      if (parameter.required) required.push(parameter.name);
    }
    const parts = { parameters: fc.record(parameters, { requiredKeys: required }) };
    if (this.bodySchema) parts.body = this.values.of(this.bodySchema);
    return fc.record(parts);
  }

  // What the document does not allow, each as a change of a right request.
  spoilers() {
    const spoilers = [];
    if (this.isSecured) {
      spoilers.push((request) => ({ ...request, auth: null }));
      spoilers.push((request) => ({ ...request, auth: 'Bearer nonsense' }));
    }
    for (const parameter of this.parameters) {
      const wrong = parameter.schema.format === 'uuid' ? ['x', "' OR 1=1 --", '0']
        : parameter.schema.type === 'integer' ? ['x', '-1', '1.5', '99999999999999999999'] : [];
      for (const value of wrong) spoilers.push((request) => this.withParameter(request, parameter.name, value));
      if (parameter.required && parameter.in === 'header') {
        spoilers.push((request) => this.withParameter(request, parameter.name, undefined));
      }
    }
    if (this.bodySchema) spoilers.push(...this.bodySpoilers());
    return spoilers;
  }

  withParameter(request, name, value) {
    const parameters = { ...request.parameters };
    if (value === undefined) delete parameters[name];
    else parameters[name] = value;
    return { ...request, parameters };
  }

  bodySpoilers() {
    const schema = this.values.resolve(this.bodySchema);
    const spoilers = ['', '{', '[]', 'null', '7', '"text"', '{"a":NaN}', '\xff', '['.repeat(5000)]
      .map((raw) => (request) => ({ ...request, raw }));
    spoilers.push((request) => ({ ...request, contentType: 'text/plain' }));
    for (const name of schema.required || []) {
      for (const value of [undefined, null, true, {}, [], 'x'.repeat(100000)]) {
        spoilers.push((request) => ({ ...request, body: { ...request.body, [name]: value },
          isLegal: this.accepts({ ...request.body, [name]: value }) }));
      }
    }
    return spoilers;
  }

  accepts(body) { return this.validators.compile(this.bodySchema)(JSON.parse(JSON.stringify(body))); }

  async run(request) {
    let path = this.path;
    const query = new URLSearchParams();
    const headers = {};
    for (const parameter of this.parameters) {
      const value = request.parameters[parameter.name];
      if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
      else if (value === undefined) continue;
      else if (parameter.in === 'query') query.append(parameter.name, String(value));
      else headers[parameter.name] = encodeURIComponent(String(value)).slice(0, 255);
    }
    if (this.isSecured && request.auth !== null) headers.Authorization = request.auth || `Bearer ${token}`;
    let body;
    if (this.bodySchema) {
      body = request.raw === undefined ? JSON.stringify(request.body) : request.raw;
      headers['Content-Type'] = request.contentType || 'application/json';
      headers['Content-Length'] = Buffer.byteLength(body);
    }
    const text = query.toString();
    for (;;) {
      requests += 1;
      const answer = await send(this.method, path + (text ? `?${text}` : ''), headers, body);
      if (answer.status !== 429) return answer;
      await new Promise((resolve) => setTimeout(resolve, Math.min(1000, 1000 * (answer.retry || 1))));
      if (this.path === '/sessions') return answer; // waiting for sign-in attempts is no use
    }
  }

  // Why the answer is not as documented; empty when it is.
  complaint(answer, isSpoiled) {
    const documented = this.about.responses[String(answer.status)];
    if (!documented) return `status ${answer.status} is not documented: ${answer.text.slice(0, 300)}`;
    if (answer.status >= 500) return `status ${answer.status}: ${answer.text.slice(0, 300)}`;
    if (isSpoiled && answer.status < 300) return `a spoiled request was answered ${answer.status}`;
    const content = this.values.resolve(documented).content;
    if (!content || !answer.text) return '';
    const media = content[answer.type];
    if (!media) return `content type ${answer.type} is not documented for ${answer.status}`;
    if (!media.schema || !answer.type.endsWith('json')) return '';
    let value;
    try {
      value = JSON.parse(answer.text);
    } catch (error) {
      return `the body is not JSON: ${error.message}`;
    }
    const validate = this.validators.compile(media.schema);
    return validate(value) ? '' : `${answer.status} does not fit its schema: ${JSON.stringify(validate.errors.slice(0, 2))}`;
  }
}

// ---------------------------------------------------------------- the whole

class Validators {
  constructor(document) {
    this.ajv = new Ajv({ strict: false, allErrors: false });
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: 'openapi.json', ...document });
    this.compiled = new Map();
  }

  compile(schema) {
    const key = JSON.stringify(schema);
    if (!this.compiled.has(key)) {
      const whole = JSON.parse(key.replaceAll('"#/', '"openapi.json#/'));
      this.compiled.set(key, this.ajv.compile(whole));
    }
    return this.compiled.get(key);
  }
}

async function knownIds() {
  const known = { user: [], event: [], venue: [], map: [], seat_map: [], ticket: [], category: [], ticket_type: [] };
  const page = JSON.parse((await send('GET', '/events/search?limit=5', {})).text);
  for (const { id } of page.events) {
    known.event.push(id);
    const event = JSON.parse((await send('GET', `/events/${id}`, {})).text);
    known.ticket.push(...event.tickets.slice(0, 20).map((ticket) => ticket.id));
  }
  const venues = JSON.parse((await send('GET', '/venues', {})).text).venues;
  for (const venue of venues) {
    known.venue.push(venue.id);
    if (venue.seat_map_id) known.map.push(venue.seat_map_id);
  }
  known.seat_map = known.map;
  const user = await send('POST', '/users', { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    JSON.stringify({ email: `fuzz${Date.now()}@example.org`, name: 'Fuzz' }));
  known.user.push(JSON.parse(user.text).user_id);
  return known;
}

async function tryOperation(operation) {
  const options = { numRuns: Number(runs), seed: Number(seed), endOnFailure: true };
  const check = async (request, isSpoiled) => {
    const complaint = operation.complaint(await operation.run(request), isSpoiled);
    if (complaint) throw new Error(complaint);
  };
  await fc.assert(fc.asyncProperty(operation.requests(), (request) => check(request, false)), options);
  const spoilers = operation.spoilers();
  if (spoilers.length === 0) return;
  const [example] = fc.sample(operation.requests(), { numRuns: 1, seed: Number(seed) });
  for (const spoil of spoilers) {
    const request = spoil(example);
    await check(request, !request.isLegal);
  }
}

async function main() {
  const document = JSON.parse((await send('GET', '/openapi.json', {})).text);
  const validators = new Validators(document);
  const values = new Values(document, await knownIds());
  const order = [];
  for (const path of Object.keys(document.paths)) {
    for (const method of ['get', 'put', 'post', 'delete']) {
      if (document.paths[path][method]) order.push(new Operation(document, path, method, validators, values));
    }
  }
  // What ends the session comes last.
  order.sort((a, b) => Number(a.path === '/sessions/current') - Number(b.path === '/sessions/current'));
  for (const operation of order) {
    try {
      await tryOperation(operation);
    } catch (error) {
      failures.push(`${operation.name}: ${error.message.slice(0, 1500)}`);
    }
  }
  const health = await send('GET', '/healthz', {});
  if (health.status !== 200) failures.push(`/healthz afterwards: ${health.status}`);
  console.log(`${order.length} operations, ${requests} requests, ${failures.length} otherwise`);
  failures.forEach((failure) => console.log(`  ${failure}`));
  agent.destroy();
  process.exit(failures.length ? 1 : 0);
}

main().catch((error) => {
  console.log(error.stack);
  process.exit(1);
});
