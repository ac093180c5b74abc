// Puts today's date at the foot of printed pages (see print.css).
(function () {
  'use strict';
  var page = document.documentElement;
  window.addEventListener('beforeprint', function () {
    var today = new Date().toLocaleDateString(page.lang, { day: 'numeric', month: 'long', year: 'numeric' });
    if (page.dataset.printedOn) page.dataset.printNote = page.dataset.printedOn.replace('{date}', today);
  });
})();
