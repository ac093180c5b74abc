// Puts a button where the page says how to print: the browser's own menu does the same.
(function () {
  'use strict';
  document.querySelectorAll('[data-module~="print-button"]').forEach(function (place) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = place.dataset.label;
    button.addEventListener('click', function () { window.print(); });
    place.replaceChildren(button);
  });
})();
