// Requests as no browser sends them, byte by byte over a raw socket: what two programs could read
// differently gets one answer and the connection is closed; who is too slow to be a person goes.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { demo, serve } from './lib.mjs';

const UPLOAD = '/api/v1/dossiers';
const UPLOAD_LIMIT = 128 * 1024;
const NEXT = 'GET /api/v1/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

let server, token, cleanup;
before(async () => {
  const place = demo({ after: (f) => (cleanup = f) });
  token = place.token('secretary');
  server = await serve(place);
});
after(() => cleanup());

/** A connection: send(bytes), and `ended`: { text, ms } when the other side has closed. */
function open() {
  const [host, port] = server.address.split(':');
  const socket = connect({ host, port: Number(port), allowHalfOpen: true });
  const began = Date.now();
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  socket.on('error', () => {});
  const ended = new Promise((done) => {
    socket.on('end', () => done({ text, ms: Date.now() - began }));
    socket.on('close', () => done({ text, ms: Date.now() - began }));
  });
  return {
    socket,
    send: (bytes) => socket.write(Buffer.from(bytes, 'latin1')),
    got: () => text,
    ended: ended.finally(() => socket.destroy()),
  };
}

/** What comes back on one connection until it is closed. */
async function talk(bytes) {
  const c = open();
  c.send(bytes);
  return (await c.ended).text;
}

const status = (text) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0);
const answers = (text) => text.split(/^HTTP\/1\.1 \d{3} /m).length - 1;

describe('one answer, then the end', { concurrency: true }, () => {
  const cases = {
    'Transfer-Encoding beside Content-Length': ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    'Content-Length beside Transfer-Encoding': ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n', 400],
    'two lengths': [`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: ${NEXT.length}\r\n\r\n`, 400],
    'the same length twice': ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n', 400],
    'a blank before the colon of a length': ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\n', 400],
    'a blank before the colon of a coding': ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n', 400],
    'a blank before any colon': ['GET / HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n', 400],
    'a folded length': ['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n 5\r\n\r\n', 400],
    'a folded coding': ['GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n', 400],
    'any folded line': ['GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\tc\r\n\r\n', 400],
    'another transfer coding': ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n', 501],
    'a chain of transfer codings': ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n', 501],
    'chunked twice': ['POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    'a transfer coding in HTTP/1.0': ['POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    'no Host': ['GET / HTTP/1.1\r\nX-A: b\r\n\r\n', 400],
    'two Hosts': ['GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n', 400],
    'a Host that is no name': ['GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    'an empty Host': ['GET / HTTP/1.1\r\nHost:\r\n\r\n', 400],
    'a bare CR in a value': ['GET / HTTP/1.1\r\nHost: a\r\nX-A: b\rContent-Length: 5\r\n\r\n', 400],
    'HTTP/1.7': ['GET / HTTP/1.7\r\nHost: a\r\n\r\n', 400],
    'an absolute target': ['GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    'an authority as target': ['CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    'a star as target': ['OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    'a NUL in the target': ['GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    'a NUL in a value': ['GET / HTTP/1.1\r\nX-A: b\0c\r\nHost: a\r\n\r\n', 400],
    'a raw byte in the target': ['GET /caf\xe9 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    'a blank in the target': ['GET /a b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    'a name with a parenthesis': ['GET / HTTP/1.1\r\nHost: a\r\nX(A: b\r\n\r\n', 400],
    'two Authorizations': ['GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n', 400],
    'more headers than anybody sends': [`GET / HTTP/1.1\r\nHost: a\r\n${'X-A: b\r\n'.repeat(100)}\r\n`, 431],
  };
  for (const [name, [bytes, expected]] of Object.entries(cases)) {
    test(name, async () => {
      const text = await talk(bytes + NEXT);
      assert.equal(status(text), expected, text);
      assert.equal(answers(text), 1, text);
      assert.match(text, /\r\nX-Content-Type-Options: nosniff\r\n/);
      assert.match(text, /\r\nContent-Security-Policy: default-src 'none'/);
    });
  }
});

// The library answers these by itself, without our headers (to a wrong length even with its own head
// twice), and closes.
describe('what the library refuses is not served either', { concurrency: true }, () => {
  const cases = {
    'a list of lengths': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0, 0\r\n\r\n',
    'a signed length': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n',
    'a length beyond all numbers': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n',
    'no version': 'GET /\r\n\r\n',
    'another protocol': 'GET / HTCPCP/1.0\r\nHost: a\r\n\r\n',
    'a line that is no header': 'GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n',
    'a NUL in a name': 'GET / HTTP/1.1\r\nHost: a\r\nX\0A: b\r\n\r\n',
    'a head of 40 KiB': `GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(40 * 1024)}\r\n\r\n`,
    'a target of 40 KiB': `GET /${'a'.repeat(40 * 1024)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  };
  for (const [name, bytes] of Object.entries(cases)) {
    test(name, async () => {
      const text = await talk(bytes + NEXT);
      assert.doesNotMatch(text, /^HTTP\/1\.1 [123]/m);
    });
  }
});

describe('paths and methods', { concurrency: true }, () => {
  const get = (path, method = 'GET') => talk(`${method} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
  for (const [path, expected] of Object.entries({
    '/%00': 400, '/vergaderingen/%00': 400, '/beslissingen/a%0Db': 400, '/beslissingen/%ff': 400,
    '/beslissingen/%zz': 400, '/beslissingen/%c0%af': 400, '/?q=%00': 400,
    '/vergaderingen%2F1': 404, '/%2e%2e/vergaderingen': 404, '/static/%2e%2e%2flokd': 404, '//': 404,
  })) {
    test(`GET ${path} gives ${expected}`, async () => {
      assert.equal(status(await get(path)), expected);
    });
  }
  test('an unknown method is not implemented', async () => {
    assert.equal(status(await get('/', 'BREW')), 501);
  });
  test('a method that a path lacks gets the list of those it has', async () => {
    const text = await get('/', 'DELETE');
    assert.equal(status(text), 405);
    assert.match(text, /\r\nAllow: GET, HEAD\r\n/);
  });
  test('HEAD gives the head of GET without its body', async () => {
    const text = await get('/api/v1/health', 'HEAD');
    assert.equal(status(text), 200);
    assert.match(text, /\r\nContent-Length: [1-9]\d*\r\n/);
    assert.ok(text.endsWith('\r\n\r\n'));
  });
});

const head = (length, more = '') =>
  `POST ${UPLOAD} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;

describe('bodies', { concurrency: true }, () => {
  test('a length over the limit is refused before the body comes', async () => {
    const text = await talk(head(UPLOAD_LIMIT + 1));
    assert.equal(status(text), 413);
    assert.match(text, /\r\nConnection: close\r\n/i);
  });
  test('who goes on sending after the answer is heard out, not reset', async (t) => {
    const [host, port] = server.address.split(':');
    const socket = connect({ host, port: Number(port), allowHalfOpen: true });
    t.after(() => socket.destroy());
    const broke = new Promise((_, failed) => socket.on('error', failed));
    let text = '';
    socket.on('data', (bytes) => (text += bytes));
    socket.write(head(8_000_000));
    await Promise.race([new Promise((done) => socket.on('end', done)), broke]);
    assert.equal(status(text), 413);
    for (let sent = 0; sent < 4_000_000; sent += 100_000)
      await Promise.race([new Promise((done) => socket.write('x'.repeat(100_000), done)), broke]);
  });
  test('who waits for 100 Continue is not asked for a body that is too long', async () => {
    const text = await talk(head(UPLOAD_LIMIT + 1, 'Expect: 100-continue\r\n'));
    assert.equal(status(text), 413);
  });
  test('chunks over the limit are refused', async () => {
    const piece = 'x'.repeat(64 * 1024);
    const text = await talk(
      `POST ${UPLOAD} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\n\r\n${`10000\r\n${piece}\r\n`.repeat(3)}0\r\n\r\n`,
    );
    assert.equal(status(text), 413);
  });
  test('another media type is refused', async () => {
    assert.equal(status(await talk(head(2).replace('application/json', 'text/plain') + '{}')), 415);
  });
  test('a broken chunk size is not served', async () => {
    const text = await talk(
      `POST ${UPLOAD} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n${NEXT}`,
    );
    assert.doesNotMatch(text, /^HTTP\/1\.1 [123]/m);
  });
  test('who leaves in the middle of a body holds nothing up', async () => {
    for (let i = 0; i < 20; i++) {
      const c = open();
      c.send(`${head(1000)}{"a":`);
      await pause(5);
      c.socket.destroy();
    }
    assert.equal(status(await talk(NEXT)), 200);
  });
});

describe('slow clients', { concurrency: true, timeout: 60_000 }, () => {
  const in_time = (ms) => assert.ok(ms > 10_000 && ms < 19_000, `closed after ${ms} ms`);

  test('a head that dribbles is closed after 15 seconds', async () => {
    const c = open();
    c.send('GET / HTTP/1.1\r\nHost: a\r\nX-A: ');
    const drip = setInterval(() => c.send('a'), 1000);
    const { ms } = await c.ended;
    clearInterval(drip);
    in_time(ms);
  });
  test('a second head that dribbles is closed too', async () => {
    const c = open();
    c.send('GET /api/v1/health HTTP/1.1\r\nHost: a\r\n\r\nGET / HT');
    const drip = setInterval(() => c.send('T'), 1000);
    const { ms, text } = await c.ended;
    clearInterval(drip);
    assert.equal(status(text), 200);
    in_time(ms);
  });
  test('a connection that says nothing is closed', async () => {
    in_time((await open().ended).ms);
  });
  test('a body that dribbles is closed', async () => {
    const c = open();
    c.send(`${head(1000)}{`);
    const drip = setInterval(() => c.send(' '), 1000);
    const { ms, text } = await c.ended;
    clearInterval(drip);
    assert.equal(status(text), 0);
    in_time(ms);
  });
  test('a slow upload that makes progress arrives', async () => {
    const c = open();
    const title = 'x'.repeat(25_000);
    const body = JSON.stringify({ unknown: title });
    c.send(head(body.length, 'Connection: close\r\n'));
    for (let at = 0; at < body.length; at += 1250) {
      c.send(body.slice(at, at + 1250));
      await pause(1000);
    }
    const { ms, text } = await c.ended;
    assert.ok(ms > 18_000, `${ms} ms`);
    assert.equal(status(text), 400, text); // read to its end, and found to hold an unknown field
  });
  test('others are served meanwhile', async () => {
    const slow = Array.from({ length: 60 }, () => open());
    for (const c of slow) c.send('GET / HTTP/1.1\r\nHost: a\r\nX');
    await pause(500);
    const began = Date.now();
    assert.equal(status(await talk(NEXT)), 200);
    assert.ok(Date.now() - began < 2000);
    for (const c of slow) c.socket.destroy();
  });
});
