// What is to be done: over the API as on the overview, of each its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from './lib.mjs';
import { plain, signedIn } from './pages.mjs';

test('each sees over the API what the overview says is to be done', async (t) => {
  const { server, db, token } = await given(t);
  const partner = (await server.api('GET', '/partners?pageSize=100', { token: token('secretary') })).json.items.find((p) => p.name === 'Crèchendo');
  const made = await server.api('POST', '/actions', { token: token('secretary'), body: { text: 'Een folder bezorgen', partnerId: partner.id, dueDate: '2024-04-10' } });
  assert.equal(made.status, 201, made.text);
  for (const [role, email, most] of [['secretary', 'secretaris@example.be', 4], ['member', 'lid@example.be', 1], ['partner', 'partner@example.be', 1]]) {
    const rs = await server.api('GET', '/todos', { token: token(role, role === 'partner' ? 'Crèchendo' : '', role === 'member' ? email : '') });
    assert.equal(rs.status, 200, role);
    assert.ok(rs.json.items.length >= most, `${role}: ${rs.text}`);
    const html = (await (await signedIn(server, db, email)).get('/')).text, shown = plain(html);
    for (const { what, button, late, date } of rs.json.items) {
      assert.ok(shown.includes(plain(what)), `${role}: ${what}`);
      assert.ok(shown.includes(button), `${role}: ${button}`);
      assert.ok(!late || date !== null);
    }
    if (role === 'secretary') assert.ok(shown.indexOf(plain(rs.json.items[0].what)) < shown.indexOf(plain(rs.json.items[1].what)), 'the next step is first');
    const rows = html.split('<ul class="todo"').slice(1).join('').split('</ul>')[0].match(/<li/g)?.length ?? 0;
    assert.equal(rows + (role === 'secretary' ? 1 : 0), rs.json.items.length, `${role}: all rows, and no other`);
  }
  assert.equal((await server.http('GET', '/api/v1/todos')).status, 401);
});
