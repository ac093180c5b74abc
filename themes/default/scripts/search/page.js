// The page of results: filters with counts, an address that can be shared, and help where nothing was found.
(function (search) {
  'use strict';

  var AT_A_TIME = 10, WAIT = 40;
  var FILTERS = ['language', 'kind', 'section', 'model', 'audience', 'status'];

  search.page = function (page) {
    function part(name) { return page.querySelector('[data-part="' + name + '"]'); }
    var form = part('form'), input = form.querySelector('input'), latest = 0, timer = null, shown = AT_A_TIME;
    var chosen = {}, lang = '';

    function readAddress() {
      var asked = new URLSearchParams(window.location.search);
      input.value = asked.get('q') || '';
      lang = asked.get('lang') || '';
      FILTERS.forEach(function (name) { chosen[name] = new Set(asked.getAll(name)); });
    }

    function writeAddress() {
      var asked = new URLSearchParams();
      if (input.value !== '') asked.set('q', input.value);
      if (lang !== '') asked.set('lang', lang);
      FILTERS.forEach(function (name) { chosen[name].forEach(function (id) { asked.append(name, id); }); });
      var text = asked.toString();
      try { window.history.replaceState(null, '', window.location.pathname + (text ? '?' + text : '')); } catch (error) { /* A page from the disk may not. */ }
      document.title = (input.value.trim() === '' ? '' : input.value.trim() + ' – ') + page.dataset.title;
    }

    // Which of the found documents have what is chosen of every filter but one.
    function passes(filters, except) {
      return function (document) {
        return filters.every(function (filter) {
          var wanted = chosen[filter.name];
          if (filter.name === except || wanted.size === 0) return true;
          return filter.of[document].some(function (number) { return wanted.has(filter.labels[number][0]); });
        });
      };
    }

    function item(result) {
      var status = result.status === 'current' ? null : search.element('span', 'status status--' + result.status,
        [search.element('span', 'status__mark'), search.phrase(page, result.status.replace('-', ''))]);
      var link = search.inLanguage(search.element('a', 'result__link', search.marked(result.title)), result.language);
      link.href = page.dataset.root + result.address;
      return search.element('li', 'result' + (result.status === 'withdrawn' ? ' result--withdrawn' : ''), [
        search.element('h2', 'result__title', link),
        search.place('p', 'result__place', result, status),
        search.inLanguage(search.element('p', 'result__excerpt', [
          result.heading.length > 0 ? search.element('span', 'result__heading', search.marked(result.heading)) : null, search.marked(result.excerpt)]), result.language),
        result.reason ? search.element('p', 'result__reason', search.phrase(page, 'reason', result.reason)) : null
      ]);
    }

    function showFilters(filters, found) {
      var place = part('filters'), focused = document.activeElement && document.activeElement.id, open = new Set();
      place.querySelectorAll('details[open]').forEach(function (one) { open.add(one.dataset.name); });
      var isFirst = part('aside').dataset.filled !== 'yes', wide = window.matchMedia('(min-width: 64rem)').matches;
      place.textContent = '';
      var any = false;
      FILTERS.forEach(function (name) {
        var filter = filters.filter(function (one) { return one.name === name; })[0];
        var counts = new Map(), matching = found.filter(passes(filters, name));
        matching.forEach(function (document) {
          filter.of[document].forEach(function (number) { counts.set(number, (counts.get(number) || 0) + 1); });
        });
        var choices = filter.labels.map(function (label, number) { return { id: label[0], label: label[1], language: label[2], count: counts.get(number) || 0 }; })
          .filter(function (one) { return one.count > 0 || chosen[name].has(one.id); });
        if (choices.length < 2 && chosen[name].size === 0) return;
        any = true;
        var set = search.element('fieldset', 'filter__choices', search.element('legend', 'visually-hidden', search.phrase(page, name)));
        choices.forEach(function (choice, i) {
          var box = search.element('input', 'filter__box');
          box.type = 'checkbox';
          box.id = 'filter-' + name + '-' + i;
          box.checked = chosen[name].has(choice.id);
          box.addEventListener('change', function () {
            if (box.checked) chosen[name].add(choice.id); else chosen[name].delete(choice.id);
            shown = AT_A_TIME;
            update();
          });
          var label = search.element('label', 'filter__label', [
            choice.language ? search.inLanguage(search.element('span', 'filter__name', choice.label), choice.language) :
              search.element('span', 'filter__name', choice.label), search.element('span', 'filter__count', [
              search.element('span', 'visually-hidden', ', '), String(choice.count)])]);
          label.htmlFor = box.id;
          set.appendChild(search.element('div', 'filter__choice', [box, label]));
        });
        var details = search.element('details', 'filter', [search.element('summary', 'filter__summary', search.phrase(page, name)), set]);
        details.dataset.name = name;
        details.open = isFirst ? wide || chosen[name].size > 0 : open.has(name);
        place.appendChild(details);
      });
      part('aside').hidden = !any;
      if (isFirst) part('aside').open = wide || FILTERS.some(function (name) { return chosen[name].size > 0; });
      part('aside').dataset.filled = 'yes';
      if (focused && document.getElementById(focused)) document.getElementById(focused).focus();
    }

    function say(text) { part('said').textContent = text; part('count').textContent = text; }

    function clear() {
      part('results').textContent = '';
      part('more').hidden = true;
      part('aside').hidden = true;
      part('help').textContent = '';
    }

    function ask(text) {
      var link = search.element('a', '', text);
      link.href = '?q=' + encodeURIComponent(text) + (lang === '' ? '' : '&lang=' + encodeURIComponent(lang));
      return link;
    }

    // Nothing was found: fewer filters, other words, or the list of everything.
    function help(engine, query, found) {
      var place = part('help');
      if (found.found.length > 0) {
        var all = search.element('button', 'search-page__button', search.phrase(page, 'unfilter'));
        all.type = 'button';
        all.addEventListener('click', function () { FILTERS.forEach(function (name) { chosen[name].clear(); }); update(); });
        place.appendChild(search.element('p', '', all));
        return Promise.resolve();
      }
      return search.nearestQuery(found.own, query).then(function (near) {
        if (near === '') return null;
        return engine.find(near, { limit: 1 }).then(function (other) {
          if (other.results.length > 0) place.appendChild(search.element('p', 'search-page__near', [search.phrase(page, 'near') + ' ', ask(near)]));
        });
      });
    }

    function notes(query, found) {
      var place = part('help');
      if (found.planned.relaxed) place.appendChild(search.element('p', '', search.phrase(page, 'relaxed')));
      var put = search.corrections(found.planned);
      if (put.length > 0) {
        place.appendChild(search.element('p', '', search.phrase(page, 'corrected', {
          typed: put.map(function (one) { return one[0]; }).join(' '), meant: put.map(function (one) { return one[1]; }).join(' ')
        })));
      }
    }

    function update() {
      var query = input.value, mine = ++latest;
      writeAddress();
      if (query.trim() === '') { clear(); say(''); part('tips').hidden = false; return; }
      search.use(page.dataset.index, function (engine) {
        return engine.filters().then(function (filters) {
          return engine.find(query, { limit: shown, allowed: passes(filters, null) }).then(function (found) {
            return search.present(query, found).then(function (items) { return { engine: engine, filters: filters, found: found, items: items }; });
          });
        });
      }).then(function (all) {
        if (mine !== latest) return null;
        var total = all.found.found.filter(passes(all.filters, null)).length;
        clear();
        showFilters(all.filters, all.found.found);
        notes(query, all.found);
        all.items.slice(0, total).forEach(function (result) { part('results').appendChild(item(result)); });
        part('more').hidden = total <= shown;
        part('tips').hidden = total > 0;
        say(total === 0 ? search.phrase(page, 'none', { query: query.trim().slice(0, 80) }) : search.count(page, total));
        return total === 0 ? help(all.engine, query, all.found) : null;
      }).catch(function () {
        if (mine !== latest) return;
        clear();
        say(search.phrase(page, 'updated'));
        var again = search.element('button', 'search-page__button', search.phrase(page, 'reload'));
        again.type = 'button';
        again.addEventListener('click', function () { window.location.reload(); });
        part('help').appendChild(again);
      });
    }

    readAddress();
    page.querySelectorAll('[data-part="without"]').forEach(function (one) { one.hidden = true; });
    form.addEventListener('submit', function (event) { event.preventDefault(); shown = AT_A_TIME; update(); });
    input.addEventListener('input', function () { clearTimeout(timer); shown = AT_A_TIME; timer = setTimeout(update, WAIT); });
    part('more').addEventListener('click', function () {
      var before = shown;
      shown += AT_A_TIME;
      update();
      // The next result gets the focus once it is there.
      var wait = new MutationObserver(function () {
        var next = part('results').children[before];
        if (next) { wait.disconnect(); next.querySelector('a').focus(); }
      });
      wait.observe(part('results'), { childList: true });
    });
    window.addEventListener('popstate', function () { readAddress(); update(); });
    if (input.value === '') input.focus();
    update();
  };
})(handbookSearch);
