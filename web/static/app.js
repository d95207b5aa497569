/* Makes pages easier; every page works without it. What pages write for it: web/pages/views.h. */
(() => {
  'use strict';

  const each = (selector, use) => document.querySelectorAll(selector).forEach(use);

  /* A browser may refuse to keep anything: then nothing is kept. */
  const store = (where) => ({
    get(key) { try { return window[where].getItem(key); } catch { return null; } },
    set(key, value) { try { window[where].setItem(key, value); } catch { /* full or forbidden */ } },
    drop(key) { try { window[where].removeItem(key); } catch { /* forbidden */ } },
    keys() { try { return Object.keys(window[where]).filter((k) => k.startsWith('lok:')); } catch { return []; } },
  });
  const lasting = store('localStorage');
  const passing = store('sessionStorage');

  const button = (text, use) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'plain small';
    made.textContent = text;
    made.addEventListener('click', use);
    return made;
  };

  /* The time in which something can still be taken back. */
  each('[data-countdown]', (at) => {
    const end = Date.now() + 1000 * Number(at.dataset.countdown);
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      const minutes = Math.floor(left / 60);
      at.textContent = left === 0 ? 'De tijd is om.'
        : `nog ${minutes ? `${minutes} min ` : ''}${left % 60} s`;
      if (left > 0) setTimeout(tick, 1000);
      else at.closest('form')?.querySelectorAll('button').forEach((b) => { b.disabled = true; });
    };
    tick();
  });

  each('[data-copy]', (b) => {
    if (!navigator.clipboard) return;
    b.hidden = false;
    b.addEventListener('click', async () => {
      const before = b.textContent;
      try {
        await navigator.clipboard.writeText(b.dataset.copy || location.href);
        b.textContent = 'Gekopieerd';
      } catch {
        b.textContent = 'Kopiëren lukte niet';
      }
      setTimeout(() => { b.textContent = before; }, 3000);
    });
  });

  /* On a phone the menu scrolls sideways: where we are comes into sight. */
  each('header nav [aria-current]', (at) => at.scrollIntoView({ block: 'nearest', inline: 'center' }));

  each('[data-print]', (b) => {
    b.hidden = false;
    b.addEventListener('click', () => print());
  });

  /* Texts that were sent are forgotten once a page says that they were saved. */
  const sent = 'lok:sent';
  let before = JSON.parse(passing.get(sent) || '[]');
  passing.drop(sent);
  if (!document.querySelector('[data-failed]')) {
    before.forEach((key) => lasting.drop(key));
    before = [];
  }

  const keyOf = (area) => `lok:text:${location.pathname}:${area.name}`;
  each('form textarea[name]', (area) => {
    const kept = lasting.get(keyOf(area));
    let wait;
    area.addEventListener('input', () => {
      clearTimeout(wait);
      wait = setTimeout(() => lasting.set(keyOf(area), area.value), 500);
    });
    area.form.addEventListener('submit', () => {
      clearTimeout(wait);
      lasting.set(keyOf(area), area.value);
    });
    if (!kept || kept === area.value) return;
    const offer = document.createElement('p');
    offer.className = 'hint buttons';
    offer.append('Hier staat nog tekst die u niet bewaarde. ',
      button('Terugzetten', () => {
        area.value = kept;
        area.dispatchEvent(new Event('input', { bubbles: true }));
        offer.remove();
        area.focus();
      }),
      button('Weggooien', () => {
        lasting.drop(keyOf(area));
        offer.remove();
        area.focus();
      }));
    area.before(offer);
  });

  /* On a shared computer nothing stays behind. */
  each('[data-forget]', (b) => b.form?.addEventListener('submit', () => {
    for (const key of lasting.keys()) lasting.drop(key);
  }));

  /* Leaving a form that was changed asks first; sending it does not. */
  let changed = false;
  addEventListener('input', (event) => {
    if (event.target.form?.method === 'post') changed = true;
  });
  addEventListener('beforeunload', (event) => {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = '';
  });

  /* Sent once; and after ↑ or ↓ the page stands where it stood, on the same button. */
  const place = 'lok:place';
  addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    changed = false;
    const keys = [...before, ...[...form.querySelectorAll('textarea[name]')].map(keyOf)];
    if (keys.length) passing.set(sent, JSON.stringify(keys));
    if ('keep' in form.dataset) {
      passing.set(place, JSON.stringify({
        path: location.pathname,
        y: scrollY,
        form: form.dataset.keep || form.getAttribute('action'),
        value: event.submitter?.value,
      }));
    }
    setTimeout(() => form.querySelectorAll('button').forEach((b) => { b.disabled = true; }));
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) each('form button', (b) => { b.disabled = false; });
  });

  const was = JSON.parse(passing.get(place) || 'null');
  passing.drop(place);
  if (was && was.path === location.pathname) {
    scrollTo(0, was.y);
    each('form[data-keep]', (form) => {
      if ((form.dataset.keep || form.getAttribute('action')) !== was.form) return;
      const same = [...form.querySelectorAll('button')];
      (same.find((b) => b.value === was.value) || same[0])?.focus({ preventScroll: true });
    });
  }
})();
