/* What is typed goes to the server every ten seconds.
 *
 *   <form data-autosave>  posted to its own address with _autosave=1. Answers, as JSON:
 *                         {version, at}     kept
 *                         {version, texts}  somebody else saved: values by name
 *   <p data-autosave-status hidden role="status">  says how it stands
 */
(() => {
  'use strict';

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
    b.onclick = use;
    return b;
  };
  const labelOf = (field) => field.labels?.[0]?.textContent.trim() || field.name;
  const same = (a, b) => (a || '').trim() === (b || '').trim();

  /* One element, or the radio buttons of one name. */
  const nodes = (field) => (field.tagName ? [field] : [...field]);
  const put = (field, value) => {
    if (field.tagName && field.type !== 'checkbox') field.value = value;
    else nodes(field).forEach((n) => { n.checked = n.value === value; });
  };
  const words = (field, value) => {
    const option = [...(field.options || nodes(field))].find((o) => o.value === value);
    return option?.text || (option && labelOf(option)) || value || 'niets';
  };

  const download = (form) => {
    const text = [...form.querySelectorAll('textarea[name]')].filter((a) => a.value)
      .map((a) => `${labelOf(a)}\n\n${a.value}\n`).join('\n');
    const link = made('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    link.download = 'tekst.txt';
    link.click();
  };

  const showBoth = (field, theirs, done) => {
    const first = nodes(field)[0];
    const long = first.tagName === 'TEXTAREA';
    const what = long ? 'tekst' : 'keuze';
    const place = first.closest('fieldset, .field') || first;
    const wrap = made('div', '', 'split');
    const mine = made('div');
    const both = made('div', '', 'note both');
    const choices = made('p', '', 'buttons');
    const choose = (text, use) => choices.append(button(text, () => {
      use?.();
      wrap.replaceWith(place);
      first.dispatchEvent(new Event('input', { bubbles: true }));
      first.focus();
      done();
    }));
    both.append(made('p', `Iemand anders bewaarde intussen ${long ? 'deze tekst' : `“${words(field, theirs)}”`}. Wat blijft?`));
    if (long) {
      const other = made('textarea', theirs);
      other.readOnly = true;
      other.rows = first.rows;
      other.setAttribute('aria-label', `${labelOf(first)}: wat er nu bewaard staat`);
      both.append(other);
    }
    choose(`Mijn ${what} houden`);
    choose(`De andere ${what} houden`, () => put(field, theirs));
    if (long) choose('Beide onder elkaar', () => { first.value += `\n\n${theirs}`; });
    both.append(choices);
    first.closest('details')?.setAttribute('open', '');
    place.replaceWith(wrap);
    mine.append(place);
    wrap.append(mine, both);
  };

  const autosave = (form) => {
    const status = form.querySelector('[data-autosave-status]');
    const version = form.querySelector('[name=_version]');
    let dirty = false, busy = false, since = '', tries = 0, next = 0, base = new FormData(form);

    const say = (...what) => {
      status.hidden = false;
      status.className = since ? 'note' : 'hint';
      status.replaceChildren(...what);
    };
    const fail = (why, more = '') => {
      since ||= clock();
      dirty = true;
      say(`Niet bewaard sinds ${since}. ${why} Uw tekst blijft hier staan. `, more, ' ',
        button('Als bestand bewaren', () => download(form)));
    };
    const now = () => { next = 0; send(); };
    const refused = (why) => {
      tries += 1;
      next = Date.now() + Math.min(6, tries) * 1e4;
      fail(why, button('Opnieuw proberen', now));
    };
    const open = () => form.querySelector('.both');
    const settle = (at) => {
      if (open()) return;
      version.value = at;
      setTimeout(now);
    };
    const merge = (answer) => {
      const mine = new FormData(form), at = document.activeElement;
      for (const [name, theirs] of Object.entries(answer.texts)) {
        const field = form.elements.namedItem(name);
        if (!field || same(mine.get(name), theirs) || same(base.get(name), theirs)) continue;
        if (same(mine.get(name), base.get(name))) put(field, theirs);
        else showBoth(field, theirs, () => settle(answer.version));
        base.set(name, theirs || '');
      }
      at.focus();
      fail('Iemand anders bewaarde ook: kies wat blijft.');
      settle(answer.version);
    };
    const take = (answer, sent) => {
      if (answer.texts) return merge(answer);
      version.value = answer.version;
      base = sent;
      since = '';
      tries = 0;
      return say(`Bewaard om ${answer.at || clock()}.`);
    };
    const send = async () => {
      if (busy || !dirty || Date.now() < next || open()) return;
      const sent = new FormData(form), body = new URLSearchParams(sent);
      body.set('_autosave', '1');
      busy = true;
      dirty = false;
      try {
        const answer = await fetch(form.action, { method: 'POST', body });
        const isJson = /json/.test(answer.headers.get('content-type'));
        const said = isJson ? await answer.json() : {};
        if (isJson && (answer.ok || answer.status === 412)) take(said, sent);
        else refused(answer.status === 401 ? 'Meld u aan in een ander tabblad.'
          : said.detail || 'De site nam het niet aan.');
      } catch {
        refused('Er is geen verbinding.');
      }
      busy = false;
    };
    form.addEventListener('input', () => { dirty = true; });
    form.addEventListener('submit', () => { dirty = false; });
    addEventListener('online', now);
    document.addEventListener('visibilitychange', now);
    setInterval(send, 1e4);
  };
  document.querySelectorAll('form[data-autosave]').forEach(autosave);
})();
