// The search field in the header: a combobox with a list of results (ARIA Authoring Practices), and before anything is
// typed what was opened lately.
(function (search) {
  'use strict';

  var SHOWN = 7, WAIT = 20;

  search.field = function (form) {
    var input = form.querySelector('input'), list = form.querySelector('[data-part="list"]');
    var panel = form.querySelector('[data-part="panel"]'), said = form.querySelector('[data-part="said"]');
    var note = form.querySelector('[data-part="note"]');
    var options = [], active = -1, latest = 0, timer = null;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-expanded', 'false');
    input.setAttribute('aria-controls', list.id);

    function close() {
      panel.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      choose(-1);
    }

    function choose(index) {
      if (active >= 0 && options[active]) options[active].element.setAttribute('aria-selected', 'false');
      active = index;
      if (index < 0) { input.removeAttribute('aria-activedescendant'); return; }
      options[index].element.setAttribute('aria-selected', 'true');
      options[index].element.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', options[index].element.id);
    }

    function show(all, message, label) {
      list.textContent = '';
      list.setAttribute('aria-label', label);
      options = all;
      active = -1;
      input.removeAttribute('aria-activedescendant');
      all.forEach(function (option, i) {
        option.element.id = list.id + '-' + i;
        option.element.setAttribute('role', 'option');
        option.element.setAttribute('aria-selected', 'false');
        // The list is not left for the pointer: the field keeps the focus.
        option.element.addEventListener('mousedown', function (event) { event.preventDefault(); });
        option.element.addEventListener('click', function (event) { go(option, event); });
        list.appendChild(option.element);
      });
      list.hidden = all.length === 0;
      note.textContent = message;
      note.hidden = message === '' || all.length > 0;
      panel.hidden = all.length === 0 && message === '';
      input.setAttribute('aria-expanded', String(all.length > 0));
      said.textContent = message;
    }

    function go(option, event) {
      if (option.act) { option.act(); return; }
      if (event && (event.ctrlKey || event.metaKey)) { window.open(option.address); return; }
      window.location.assign(option.address);
    }

    function option(item) {
      var status = item.status === 'current' ? null : search.element('span', 'site-search__status', search.phrase(form, item.status.replace('-', '')));
      return { address: form.dataset.root + item.address, element: search.element('li', 'site-search__option' + (item.status === 'withdrawn' ? ' site-search__option--withdrawn' : ''), [
        search.element('span', 'site-search__title', [
          search.inLanguage(search.element('span', '', search.marked(item.title)), item.language), status && document.createTextNode(' '), status]),
        item.heading.length > 0 ? search.inLanguage(search.element('span', 'site-search__heading', search.marked(item.heading)), item.language) : null,
        search.inLanguage(search.element('span', 'site-search__excerpt', search.marked(item.excerpt)), item.language),
        item.reason ? search.element('span', 'site-search__reason', search.phrase(form, 'reason', item.reason)) : null,
        search.place('span', 'site-search__place', item)
      ]) };
    }

    function recent() {
      var all = window.handbookRecent ? window.handbookRecent.list() : [];
      if (all.length === 0) { close(); return; }
      var shown = all.map(function (one) {
        return { address: form.dataset.root + one.url, element: search.element('li', 'site-search__option', search.element('span', 'site-search__title', one.title)) };
      });
      shown.push({ act: function () { window.handbookRecent.forget(); close(); }, element: search.element('li', 'site-search__option site-search__option--all', search.phrase(form, 'forget')) });
      show(shown, search.phrase(form, 'recent'), search.phrase(form, 'recent'));
      note.hidden = false;
    }

    function update() {
      var query = input.value, mine = ++latest;
      if (query.trim() === '') { said.textContent = ''; recent(); return; }
      search.use(form.dataset.index, function (engine) {
        return engine.find(query, { limit: SHOWN }).then(function (found) {
          return search.present(query, found).then(function (items) { return { items: items, found: found }; });
        });
      }).then(function (both) {
        if (mine !== latest) return;
        var total = both.found.found.length, shown = both.items.map(option);
        if (shown.length === 0) { show([], search.phrase(form, 'none', { query: query.trim().slice(0, 60) }), ''); return; }
        shown.push({ act: function () { form.submit(); }, element: search.element('li', 'site-search__option site-search__option--all', search.phrase(form, 'all', { count: total })) });
        show(shown, search.count(form, total), search.phrase(form, 'label'));
      }, function () {
        if (mine === latest) show([{ act: function () { window.location.reload(); }, element: search.element('li', 'site-search__option site-search__option--all', search.phrase(form, 'updated')) }],
          search.phrase(form, 'updated'), search.phrase(form, 'label'));
      });
    }

    input.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(update, WAIT); });
    input.addEventListener('focus', function () { if (panel.hidden) update(); });
    input.addEventListener('keydown', function (event) {
      var open = !panel.hidden && options.length > 0;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (!open) { update(); return; }
        var step = event.key === 'ArrowDown' ? 1 : -1, next = active + step;
        choose(next < -1 ? options.length - 1 : next >= options.length ? -1 : next);
      } else if (event.key === 'Enter' && open && active >= 0) {
        event.preventDefault();
        go(options[active], event);
      } else if (event.key === 'Escape') {
        if (!panel.hidden) { event.preventDefault(); close(); } else input.value = '';
      }
    });
    form.addEventListener('focusout', function (event) { if (!form.contains(event.relatedTarget)) close(); });
    if (document.activeElement === input) update();
  };
})(handbookSearch);
