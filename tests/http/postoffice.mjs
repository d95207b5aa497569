// A mail server on loopback, as a town's would be, with TLS from a certificate made on the spot:
// smtp-server takes the mail, mailparser reads it, which nobody here wrote.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A key and a certificate for 127.0.0.1, or other names, that signs itself, in `folder`. */
export function certificate(folder, names = 'IP:127.0.0.1,DNS:localhost') {
  const key = join(folder, 'key.pem'), cert = join(folder, 'cert.pem');
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-days', '2', '-subj', '/CN=localhost', '-addext', `subjectAltName=${names}`,
    '-keyout', key, '-out', cert], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return { key: readFileSync(key), cert: readFileSync(cert), path: cert };
}

/**
 * `answer(n, address)` gives a code for the n-th recipient (from 0): 250, 451 or 550; or 'hang', or
 * 'drop'. `content(n)` gives the code after the whole mail. Stops when the test `t` ends.
 */
export async function postOffice(t, { folder, answer = () => 250, content = () => 250, tls = true, secure = false, login, greeting = 220, port = 0 }) {
  const made = certificate(folder);
  const got = [];
  const seen = { recipients: 0, connections: 0, most: 0, now: 0, logins: [] };
  const sockets = new Set();
  const refusal = (code) => Object.assign(new Error(`${code < 500 ? '4.3.0 later' : '5.1.1 nobody here'}`), { responseCode: code });
  const server = new SMTPServer({
    key: made.key,
    cert: made.cert,
    secure,
    hideSTARTTLS: !tls,
    disabledCommands: login ? [] : ['AUTH'],
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    allowInsecureAuth: false,
    authOptional: !login,
    disableReverseLookup: true,
    logger: false,
    onConnect(session, done) {
      seen.connections++;
      seen.most = Math.max(seen.most, ++seen.now);
      done(greeting === 220 ? null : refusal(greeting));
    },
    onClose() {
      seen.now--;
    },
    onAuth(auth, session, done) {
      seen.logins.push(auth);
      done(null, login(auth) ? { user: auth.username } : { data: { status: '400' } });
    },
    onRcptTo(address, session, done) {
      const what = answer(seen.recipients++, address.address);
      if (what === 'hang') return;
      if (what === 'drop') return [...sockets].forEach((socket) => socket.destroy());
      done(what === 250 ? null : refusal(what));
    },
    onData(stream, session, done) {
      let raw = '';
      stream.setEncoding('latin1');
      stream.on('data', (piece) => (raw += piece));
      stream.on('end', async () => {
        const bytes = Buffer.from(raw, 'latin1');
        const code = content(got.length);
        got.push({
          raw: bytes.toString('utf8'),
          mail: await simpleParser(bytes),
          from: session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user,
        });
        done(code === 250 ? null : refusal(code));
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const target = `127.0.0.1:${server.server.address().port}`;
  return {
    target,
    got,
    seen,
    ca: made.path,
    /** The settings with which a practice council sends to it. */
    settings: { smtp_url: `${secure ? 'smtps' : 'smtp'}://${target}`, smtp_ca: made.path, webhook_allow: target, mail_from: 'lok@example.be' },
  };
}
