// Opens a menu where there is room for it, in browsers whose styles can't (see navigation.css).
// data-wide is the width from which it lies open.
(function () {
  'use strict';
  if (window.CSS && CSS.supports && CSS.supports('selector(::details-content)')) return;

  document.querySelectorAll('[data-module~="wide-open"]').forEach(function (menu) {
    var wide = window.matchMedia('(min-width: ' + menu.dataset.wide + ')');
    function follow() { menu.open = wide.matches; }
    follow();
    if (wide.addEventListener) wide.addEventListener('change', follow);
  });
})();
