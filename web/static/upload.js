// Shows how far a document is while it is sent. Without this script the form is sent as any other.
(function () {
  'use strict';
  document.querySelectorAll('form[data-upload]').forEach(function (form) {
    var most = Number(form.dataset.upload), input = form.querySelector('input[type=file]');
    var refused = form.querySelector('[data-refused]'), shown = form.querySelector('[data-progress]');
    var bar = shown.querySelector('progress'), words = shown.querySelector('span');
    var button = form.querySelector('button');
    refused.setAttribute('role', 'alert');

    function refuse(text) {
      refused.textContent = text;
      refused.hidden = !text;
      shown.hidden = true;
      button.disabled = false;
    }
    function progress(part) {
      bar.value = part;
      words.textContent = part < 100 ? part + '%' : 'Even nakijken…';
    }
    form.addEventListener('submit', function (event) {
      var file = input.files[0], xhr = new XMLHttpRequest();
      event.preventDefault();
      if (!file) return refuse('Kies een bestand.');
      if (file.size > most) return refuse('Een document mag hoogstens ' + Math.floor(most / 1048576) + ' MB groot zijn.');
      refuse('');
      shown.hidden = false;
      button.disabled = true;
      progress(0);
      xhr.upload.onprogress = function (e) {
        if (e.lengthComputable) progress(Math.round(100 * e.loaded / e.total));
      };
      xhr.onload = function () {
        var answer = {};
        try { answer = JSON.parse(xhr.responseText); } catch (e) { /* not ours: a proxy's page */ }
        if (!answer.to) return refuse(answer.detail || 'Dat lukte niet. Probeer het opnieuw.');
        var url = new URL(answer.to, location.href), stays = url.pathname === location.pathname && url.search === location.search;
        location.assign(url.href);
        if (stays) location.reload();
      };
      xhr.onerror = function () { refuse('De verbinding viel weg. Probeer het opnieuw.'); };
      xhr.open('POST', form.action);
      xhr.setRequestHeader('Accept', 'application/json');
      xhr.send(new FormData(form));
    });
  });
})();
