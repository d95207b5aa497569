/* Beside work.js, on the same pages.
 *
 *   <p data-toolbar="ID" hidden>  gets buttons that mark up the selection in that text area
 *   <p data-plan-from data-plan-until data-plan-now>  ms: the clock against the plan runs
 */
(() => {
  'use strict';

  const button = (text, use) => {
    const b = document.createElement('button');
    b.textContent = text;
    b.className = 'plain small';
    b.type = 'button';
    b.addEventListener('click', use);
    return b;
  };
  const changed = (area) => {
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
  };

  const minutes = (n) => (n === 1 ? '1 minuut' : `${n} minuten`);
  document.querySelectorAll('[data-plan-now]').forEach((p) => {
    const { planFrom: from, planUntil: until, planNow } = p.dataset;
    const [plan] = p.textContent.split(' Het is'), ahead = planNow - Date.now();
    const at = new Intl.DateTimeFormat('nl-BE', { timeStyle: 'short', timeZone: 'Europe/Brussels' });
    setInterval(() => {
      const now = Date.now() + ahead, up = (ms) => minutes(Math.ceil(ms / 60000));
      p.textContent = `${plan} Het is ${at.format(now).replace(':', '.')} uur: ${now < from ? `${up(from - now)} voor op de planning`
        : now <= until ? `nog ${minutes(Math.floor((until - now) / 60000))}` : `${up(now - until)} over tijd`}.`;
      p.className = now > until ? 'late' : '';
    }, 1000);
  });

  const around = (area, mark) => {
    const { selectionStart: from, selectionEnd: to } = area;
    area.setRangeText(mark + area.value.slice(from, to) + mark, from, to);
    changed(area);
    area.setSelectionRange(from + mark.length, to + mark.length);
  };
  const before = (area, mark) => {
    const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    const lines = area.value.slice(from, area.selectionEnd).split('\n');
    area.setRangeText(lines.map((line) => mark + line).join('\n'), from, area.selectionEnd, 'end');
    changed(area);
  };
  document.querySelectorAll('[data-toolbar]').forEach((bar) => {
    const area = document.getElementById(bar.dataset.toolbar);
    if (!area) return;
    bar.hidden = false;
    bar.append(button('Vet', () => around(area, '**')), ' ', button('Lijst', () => before(area, '- ')),
      ' ', button('Kop', () => before(area, '# ')));
  });
})();
