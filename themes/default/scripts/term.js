// Shows what a term means beside it: on hover, on focus, and at the first touch. Escape puts it away, and it
// stays while the pointer is on it (WCAG 2.2, 1.4.13). Without this, the term is a link to the glossary.
(function () {
  'use strict';
  var shown = null;
  var waiting;

  function meaningOf(term) {
    return document.getElementById(term.getAttribute('aria-describedby'));
  }

  function hide() {
    clearTimeout(waiting);
    if (!shown) return;
    shown.panel.remove();
    shown = null;
  }

  function show(term) {
    clearTimeout(waiting);
    if (shown && shown.term === term) return;
    var meaning = meaningOf(term);
    hide();
    if (!meaning) return;
    var panel = document.createElement('div');
    panel.className = 'term-meaning';
    // Screen readers have the definition from the link itself.
    panel.setAttribute('aria-hidden', 'true');
    var name = document.createElement('p');
    name.className = 'term-meaning__name';
    name.textContent = meaning.dataset.term;
    var text = document.createElement('p');
    text.textContent = meaning.textContent;
    panel.append(name, text);
    panel.addEventListener('pointerenter', function () { clearTimeout(waiting); });
    panel.addEventListener('pointerleave', soonHide);
    document.body.appendChild(panel);
    place(panel, term);
    shown = { term: term, panel: panel };
  }

  function place(panel, term) {
    var at = term.getClientRects()[0] || term.getBoundingClientRect();
    var edge = 16;
    var left = Math.min(at.left, document.documentElement.clientWidth - panel.offsetWidth - edge);
    var below = at.bottom + panel.offsetHeight + edge < window.innerHeight || at.top < panel.offsetHeight + edge;
    var top = below ? at.bottom + 6 : at.top - panel.offsetHeight - 6;
    panel.style.left = Math.max(edge, left) + window.scrollX + 'px';
    panel.style.top = top + window.scrollY + 'px';
  }

  function soonHide() {
    clearTimeout(waiting);
    waiting = setTimeout(hide, 200);
  }

  document.querySelectorAll('a.term[aria-describedby]').forEach(function (term) {
    term.addEventListener('pointerenter', function (event) {
      if (event.pointerType === 'touch') return;
      clearTimeout(waiting);
      waiting = setTimeout(function () { show(term); }, 150);
    });
    term.addEventListener('pointerleave', function (event) { if (event.pointerType !== 'touch') soonHide(); });
    term.addEventListener('focus', function () { show(term); });
    term.addEventListener('blur', soonHide);
    var touched = false;
    term.addEventListener('pointerdown', function (event) {
      touched = event.pointerType === 'touch' && !(shown && shown.term === term);
    });
    // The first touch shows the meaning, the second goes to the glossary.
    term.addEventListener('click', function (event) {
      if (!touched) return;
      event.preventDefault();
      touched = false;
      show(term);
    });
  });

  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') hide(); });
  document.addEventListener('pointerdown', function (event) {
    if (shown && !shown.panel.contains(event.target) && !shown.term.contains(event.target)) hide();
  });
})();
