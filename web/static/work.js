/* For pages to work at: what is typed goes to the server every ten seconds. In the browser itself
 * app.js keeps each text until it was saved.
 *
 *   <form data-autosave>    posted to its own address with _autosave=1. Answers, as JSON:
 *                           {version, at}     kept; the version goes into the hidden _version
 *                           {version, texts}  somebody else saved: texts by field; both are shown
 *   <p data-autosave-status hidden role="status">  in the form: says how it stands
 *   <p data-toolbar="ID" hidden>  gets buttons that mark up the selection in that text area
 */
(() => {
  'use strict';

  const EVERY = 10000;
  const clock = () => new Date().toTimeString().slice(0, 5).replace(':', '.');
  const made = (tag, text, className = '') => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = className;
    return element;
  };
  const button = (text, use) => {
    const b = made('button', text, 'plain small');
    b.type = 'button';
    b.addEventListener('click', use);
    return b;
  };
  const changed = (area) => {
    area.dispatchEvent(new Event('input', { bubbles: true }));
    area.focus();
  };
  const labelOf = (area) => area.labels?.[0]?.textContent.trim() || area.name;

  const download = (form) => {
    const text = [...form.querySelectorAll('textarea[name]')].filter((a) => a.value)
      .map((a) => `${labelOf(a)}\n\n${a.value}\n`).join('\n');
    const link = made('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = 'tekst.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const showBoth = (area, theirs) => {
    const shown = area.parentElement.querySelector('.both');
    if (theirs === area.value || shown?.dataset.text === theirs) return;
    shown?.remove();
    const both = made('div', '', 'note both');
    const other = made('textarea', theirs);
    both.dataset.text = theirs;
    other.readOnly = true;
    other.setAttribute('aria-label', `${labelOf(area)}: wat er nu bewaard staat`);
    both.append(
      made('p', 'Iemand anders bewaarde dit intussen. Uw tekst staat hierboven, de bewaarde hieronder.'),
      other,
      button('Zet de bewaarde tekst onder de mijne', () => {
        area.value += `\n\n${theirs}`;
        both.remove();
        changed(area);
      }),
    );
    area.after(both);
  };

  const autosave = (form) => {
    const status = form.querySelector('[data-autosave-status]');
    let dirty = false, busy = false, since = '', tries = 0, next = 0;

    const say = (...what) => {
      if (!status) return;
      status.hidden = false;
      status.replaceChildren(...what);
    };
    const fail = (why) => {
      since ||= clock();
      tries += 1;
      next = Date.now() + Math.min(60000, EVERY * tries);
      dirty = true;
      say(`Niet bewaard sinds ${since}. ${why} Uw tekst blijft in deze browser. `,
        button('Opnieuw proberen', () => { next = 0; send(); }), ' ',
        button('Als bestand bewaren', () => download(form)));
    };
    const take = (answer) => {
      const version = form.querySelector('[name=_version]');
      if (version && 'version' in answer) version.value = answer.version;
      for (const [name, text] of Object.entries(answer.texts || {})) {
        const area = form.elements.namedItem(name);
        if (area?.tagName === 'TEXTAREA') showBoth(area, text);
      }
      if (answer.texts) {
        fail('Iemand anders bewaarde ook. Kijk beide teksten na.');
        return;
      }
      since = '';
      tries = 0;
      say(`Bewaard om ${answer.at || clock()}.`);
    };
    const send = async () => {
      if (busy || !dirty || Date.now() < next) return;
      const body = new URLSearchParams(new FormData(form));
      body.set('_autosave', '1');
      busy = true;
      dirty = false;
      try {
        const answer = await fetch(form.action, { method: 'POST', body });
        const isJson = answer.headers.get('content-type')?.includes('json');
        if (isJson && (answer.ok || answer.status === 412)) take(await answer.json());
        else fail(answer.status === 401 ? 'U bent afgemeld: meld u aan in een ander tabblad.'
          : 'De site nam het niet aan.');
      } catch {
        fail('Er is geen verbinding.');
      }
      busy = false;
    };

    form.addEventListener('input', () => { dirty = true; });
    form.addEventListener('submit', () => { dirty = false; });
    addEventListener('online', () => { next = 0; send(); });
    document.addEventListener('visibilitychange', () => { if (document.hidden) send(); });
    setInterval(send, EVERY);
  };
  document.querySelectorAll('form[data-autosave]').forEach(autosave);

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
