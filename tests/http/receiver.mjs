// A receiver of notices on loopback, as a partner would build one: it verifies each with the packages
// `standardwebhooks`, `svix` and `cloudevents`, which nobody here wrote. Whatever it gets that is signed is
// held against the JSON Schemas when the test ends, also what the test itself does not look at.
import { createServer } from 'node:http';
import { HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';
import { checkNotice } from './schemas.mjs';

/**
 * `answer(n, request)` gives a status, or { status, headers }, or 'hang', or 'drop', for the n-th
 * request (from 0). Stops when the test `t` ends.
 */
export async function receiver(t, { answer = () => 200 } = {}) {
  const got = [], payloads = [];
  const server = createServer((rq, rs) => {
    let body = '';
    rq.setEncoding('utf8');
    rq.on('data', (piece) => (body += piece));
    rq.on('end', () => {
      const what = answer(got.length, rq);
      got.push({ path: rq.url, headers: rq.headers, body, at: Date.now() });
      if (rq.headers['webhook-signature']) payloads.push(JSON.parse(body));
      if (what === 'hang') return;
      if (what === 'drop') return rq.socket.destroy();
      const { status, headers = {} } = typeof what === 'number' ? { status: what } : what;
      rs.writeHead(status, headers).end();
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
    for (const payload of payloads) checkNotice(payload);
  });
  const { port } = server.address();
  return {
    target: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/`,
    got,
    /** The CloudEvent of one request; throws when the signature or the form is wrong. */
    event({ headers, body }, secret) {
      new Webhook(secret).verify(body, headers);
      new Svix(secret).verify(body, headers);
      const event = HTTP.toEvent({ headers, body });
      event.validate();
      checkNotice(JSON.parse(body));
      return event;
    },
    ofType: (type) => got.filter(({ body }) => JSON.parse(body).type === type),
  };
}
