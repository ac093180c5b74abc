// Leaves the page fast: by its button, or by pressing Shift three times. The page goes blank at once, and the other takes
// its place in the history. Without this script the button is a link to that page.
(function () {
  'use strict';
  var bar = document.querySelector('[data-module~="exit-page"]');
  if (!bar) return;
  var WAIT = 5000;
  var button = bar.querySelector('[data-exit]');
  var title = document.title;
  var presses = 0;
  var withShift = false;
  var timer, silence, blank, lights;

  var said = document.createElement('span');
  said.className = 'visually-hidden';
  said.setAttribute('role', 'status');
  bar.appendChild(said);

  function leave() {
    presses = 0;
    clearTimeout(timer);
    said.textContent = '';
    document.title = bar.dataset.leaving;
    blank = document.createElement('div');
    blank.className = 'leaving';
    blank.setAttribute('role', 'alert');
    document.body.classList.add('page--left');
    document.body.appendChild(blank);
    // Written after it is there, so that it is read out.
    blank.textContent = bar.dataset.leaving;
    window.location.replace(button.href);
  }

  function show() {
    if (lights) lights.remove();
    lights = null;
    if (presses === 0) return;
    lights = document.createElement('span');
    lights.className = 'reader-bar__lights';
    lights.setAttribute('aria-hidden', 'true');
    for (var n = 0; n < 3; n += 1) {
      var light = document.createElement('span');
      light.className = 'reader-bar__light' + (n < presses ? ' reader-bar__light--on' : '');
      lights.appendChild(light);
    }
    button.appendChild(lights);
  }

  function expire() {
    clearTimeout(timer);
    presses = 0;
    show();
    said.textContent = bar.dataset.expired;
    silence = setTimeout(function () { said.textContent = ''; }, WAIT);
  }

  // A press of Shift alone counts; one that made a capital doesn't. The key that it was held for ends before it.
  document.addEventListener('keyup', function (event) {
    if (event.key === 'Shift' && !withShift) {
      presses += 1;
      clearTimeout(silence);
      clearTimeout(timer);
      show();
      if (presses === 3) {
        leave();
      } else {
        said.textContent = presses === 1 ? bar.dataset.two : bar.dataset.one;
        timer = setTimeout(expire, WAIT);
      }
    } else if (presses > 0) {
      expire();
    }
    withShift = event.shiftKey;
  }, true);

  document.querySelectorAll('[data-exit]').forEach(function (link) {
    link.setAttribute('role', 'button');
    link.addEventListener('click', function (event) {
      event.preventDefault();
      leave();
    });
    link.addEventListener('keydown', function (event) {
      if (event.key !== ' ') return;
      event.preventDefault();
      leave();
    });
  });

  // Browsers may show the page again as it was left.
  window.addEventListener('pageshow', function () {
    if (blank) blank.remove();
    blank = null;
    document.body.classList.remove('page--left');
    document.title = title;
    presses = 0;
    said.textContent = '';
    show();
  });
})();
