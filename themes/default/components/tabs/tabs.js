// Panels below one another become tabs: the arrow keys, Home and End go from one to the next. A panel that is
// hidden is opened again by a link into it and by the browser's own search in the page.
(function () {
  'use strict';
  var findable = 'onbeforematch' in document.documentElement;

  document.querySelectorAll('[data-module~="tabs"]').forEach(function (tabs) {
    var panels = Array.prototype.filter.call(tabs.children, function (child) { return child.classList.contains('tabs__panel'); });
    if (panels.length < 2) return;

    var list = document.createElement('div');
    list.className = 'tabs__list';
    list.setAttribute('role', 'tablist');
    if (tabs.hasAttribute('aria-labelledby')) list.setAttribute('aria-labelledby', tabs.getAttribute('aria-labelledby'));

    var buttons = panels.map(function (panel, index) {
      var button = document.createElement('button');
      button.type = 'button';
      button.id = panel.id + '.tab';
      button.className = 'tabs__tab';
      button.textContent = panel.querySelector('.tabs__name').textContent;
      button.setAttribute('role', 'tab');
      button.setAttribute('aria-controls', panel.id);
      button.addEventListener('click', function () { show(index); });
      button.addEventListener('keydown', function (event) { move(event, index); });
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      panel.addEventListener('beforematch', function () { show(index); });
      list.appendChild(button);
      return button;
    });

    function show(chosen) {
      panels.forEach(function (panel, index) {
        var shown = index === chosen;
        buttons[index].setAttribute('aria-selected', String(shown));
        buttons[index].tabIndex = shown ? 0 : -1;
        panel.tabIndex = shown ? 0 : -1;
        if (shown) panel.removeAttribute('hidden');
        else panel.setAttribute('hidden', findable ? 'until-found' : '');
      });
    }

    function move(event, from) {
      var last = buttons.length - 1;
      var back = getComputedStyle(tabs).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
      var to = {
        ArrowLeft: from + (back === 'ArrowLeft' ? -1 : 1),
        ArrowRight: from + (back === 'ArrowLeft' ? 1 : -1),
        Home: 0,
        End: last
      }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      to = to < 0 ? last : to > last ? 0 : to;
      event.preventDefault();
      show(to);
      buttons[to].focus();
    }

    function follow() {
      var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      panels.forEach(function (panel, index) {
        if (!place || !panel.contains(place) || !panel.hasAttribute('hidden')) return;
        show(index);
        place.scrollIntoView();
      });
    }

    tabs.insertBefore(list, panels[0]);
    tabs.classList.add('tabs--ready');
    show(0);
    follow();
    window.addEventListener('hashchange', follow);
  });
})();
