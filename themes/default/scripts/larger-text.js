// Whoever has chosen larger text gets it on the next page too: the choice goes along in the address of each link.
(function () {
  'use strict';
  if (!document.querySelector('[data-module~="larger-text"]')) return;

  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[href]');
    if (!link || !document.documentElement.matches(':target') || link.hash || link.hasAttribute('data-exit')) return;
    if (link.protocol !== window.location.protocol || link.host !== window.location.host) return;
    if (link.getAttribute('href') === '#') return;
    link.hash = 'page.larger';
  }, true);
})();
