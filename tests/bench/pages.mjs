// The pages of web/routes.c with addresses of the database that `lokd demo --years` makes, a line each:
// what grows with a long history is asked for where it is longest.
import { readFileSync } from 'node:fs';

const IDS = [
  ['/vergaderingen/', process.argv[2]], ['/punten/', process.argv[3]], ['/dossiers/', 3], ['/partners/', 1],
  ['/opvolging/', 170], ['/beslissingen/', process.argv[4]], ['/adviezen/', process.argv[5]],
];
const routes = [...readFileSync('web/routes.c', 'utf8').matchAll(/ROUTE\(GET,\s+"([^"]+)"/g)].map(([, path]) => path);

for (const path of routes) {
  if (/^\/(static|persoonlijk|feed|demopostbus|aanmelden|verzendingen)\b/.test(path)) continue; // short, or of one person
  const id = IDS.find(([prefix]) => path.replace('/api/v1', '').replace(/^\/(meetings|items|decisions|advices|actions)\//, (_, of) => ({ meetings: '/vergaderingen/', items: '/punten/', decisions: '/beslissingen/', advices: '/adviezen/', actions: '/opvolging/' })[of]).startsWith(prefix))?.[1] ?? 1;
  console.log(path.replace(':act', 'vervangen').replace(':list', 'partners').replace(':type', 'meeting.moved').replace(/\/:(id|number)/, `/${id}`).replace(/:\w+/g, '1'));
}
console.log('/beslissingen?q=opvang');
