// Marks in "On this page" the section that is being read.
(function () {
  'use strict';
  document.querySelectorAll('[data-module~="on-this-page"]').forEach(function (list) {
    var links = Array.prototype.slice.call(list.querySelectorAll('a[href^="#"]'));
    var places = links.map(function (link) {
      return { link: link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
    }).filter(function (place) { return place.heading; });
    var waiting = false;

    function mark() {
      waiting = false;
      var atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      var current = null;
      places.forEach(function (place) {
        if (place.heading.getBoundingClientRect().top < window.innerHeight * 0.25) current = place;
      });
      if (atEnd && window.scrollY > 0 && places.length) {
        var seen = places.filter(function (place) { return place.heading.getBoundingClientRect().top < window.innerHeight; });
        current = current || seen[0];
      }
      places.forEach(function (place) {
        if (place === current) place.link.setAttribute('aria-current', 'true');
        else place.link.removeAttribute('aria-current');
      });
    }

    function soon() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(mark);
    }

    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('resize', soon);
    mark();
  });
})();
