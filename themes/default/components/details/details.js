// Opens what is closed while the page is printed, in browsers whose styles can't (see print.css).
(function () {
  'use strict';
  if (window.CSS && CSS.supports && CSS.supports('selector(::details-content)')) return;

  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.slice.call(document.querySelectorAll('[data-module~="details"]:not([open])'));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });
})();
