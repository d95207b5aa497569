// A large document costs little memory, and a process that is killed in the middle keeps nothing of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { pdf } from '../http/documents.mjs';
import { eventually, given, serve } from '../http/lib.mjs';

/** An upload that stops half way: the connection stays open. */
function half(server, path, token) {
  const [host, port] = server.address.split(':');
  const socket = connect(port, host);
  socket.on('error', () => {});
  socket.write(`POST /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/pdf\r\nContent-Length: 5000000\r\n\r\n${pdf('x'.repeat(2_000_000))}`);
  return socket;
}

test('a large one takes little memory, and a server that is killed half way keeps nothing of it', async (t) => {
  const all = await given(t);
  const { server, db, folder } = all, token = all.tokens.secretary;
  const dossier = (await server.api('POST', '/dossiers', { token, body: { title: 'Openbaar', access: 'public' } })).json;
  const path = `/dossiers/${dossier.id}/attachments`;
  const large = pdf('x'.repeat(24_000_000));
  const rss = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);
  const files = () => Number(spawnSync('sqlite3', [db, 'SELECT count(*) FROM stored_file'], { encoding: 'utf8' }).stdout);
  const kept = files();
  const before = rss();
  const made = await server.api('POST', `${path}?name=Groot.pdf`, { token, body: large, headers: { 'content-type': 'application/pdf' } });
  assert.equal(made.status, 201, made.text);
  assert.equal((await server.api('GET', `/attachments/${made.json.id}/content`)).text.length, large.length);
  t.diagnostic(`${rss() - before} KiB more for 24 MB there and back`);
  assert.ok(rss() - before < 16_000, `${rss() - before} KiB more`);
  const socket = half(server, `${path}?name=Half.pdf`, token);
  await eventually(() => readdirSync(`/proc/${server.pid}/fd`).length > 0 && server.log().includes('status=201'));
  await new Promise((done) => setTimeout(done, 300));
  await server.kill();
  socket.destroy();
  const left = readdirSync(folder).filter((name) => name.startsWith('.upload'));
  assert.deepEqual(left, []);
  const again = await serve(all);
  assert.deepEqual((await again.api('GET', path, { token })).json.items.map(({ name }) => name), ['Groot.pdf']);
  assert.equal(files(), kept + 1);
});
