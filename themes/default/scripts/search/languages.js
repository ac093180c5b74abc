// The indexes of several languages as one. What is found in the reader's language comes first, and of another only what
// has every word as it was typed: a word that had to be put right was hardly meant in both.
(function (search) {
  'use strict';

  // Is a language the same but for script and region?
  search.isLike = function (one, other) { return one.split('-')[0].toLowerCase() === other.split('-')[0].toLowerCase(); };

  // One engine on several, for a reader of a language. A document has its number in its own index, after the numbers
  // of the indexes before.
  search.together = function (engines, language) {
    var starts = [], documents = 0;
    engines.forEach(function (engine) { starts.push(documents); documents += engine.index.documents; });
    var order = engines.map(function (_, i) { return i; }).sort(function (a, b) { return isRead(b) - isRead(a) || a - b; });

    function isRead(i) { return search.isLike(engines[i].index.language.tag, language) ? 1 : 0; }

    function ask(i, query, options, exact) {
      var allowed = options.allowed && function (document) { return options.allowed(document + starts[i]); };
      return engines[i].find(query, { limit: options.limit, allowed: allowed, exact: exact }).then(function (found) {
        found.engine = engines[i];
        found.found = found.found.map(function (document) { return document + starts[i]; });
        found.results.forEach(function (one) { one.from = found; });
        return found;
      });
    }

    function all(query, options, exact) {
      return Promise.all(order.map(function (i, place) { return ask(i, query, options, exact && place > 0); }));
    }

    function hasAny(found) { return found.found.length > 0; }

    function gathered(parts, name) { return [].concat.apply([], parts.map(function (one) { return one[name]; })); }

    // As an engine's find(). Each result says what it is `from`, and `own` is what there is in the reader's language.
    function find(query, options) {
      return all(query, options, true).then(function (parts) {
        return order.length === 1 || parts.some(hasAny) ? parts : all(query, options, false);
      }).then(function (parts) {
        var sure = parts.filter(function (one) { return one.planned.isSure && !one.planned.relaxed && hasAny(one); });
        var ordered = sure.concat(parts.filter(function (one) { return sure.indexOf(one) < 0; }));
        return {
          results: gathered(ordered, 'results').slice(0, options.limit),
          found: gathered(ordered, 'found'),
          planned: ordered[0].planned,
          own: parts[0]
        };
      });
    }

    // One filter of all indexes; what a choice is called, the first says that has it.
    function joined(filters) {
      var labels = [], numbers = new Map(), of = [];
      filters.forEach(function (filter) {
        filter.labels.forEach(function (label) {
          if (numbers.has(label[0])) return;
          numbers.set(label[0], labels.length);
          labels.push(label);
        });
        filter.of.forEach(function (list) {
          of.push(list.map(function (number) { return numbers.get(filter.labels[number][0]); }));
        });
      });
      return { name: filters[0].name, labels: labels, of: of };
    }

    function byLanguage() {
      var labels = engines.map(function (engine) { return [engine.index.language.tag, engine.index.language.name, engine.index.language]; });
      var of = [];
      engines.forEach(function (engine, i) { for (var d = 0; d < engine.index.documents; d++) of.push([i]); });
      return { name: 'language', labels: labels, of: of };
    }

    // What results can be narrowed by, the language too.
    function filters() {
      return Promise.all(engines.map(function (engine) { return engine.index.filters(); })).then(function (lists) {
        return lists[0].map(function (_, n) {
          return joined(lists.map(function (list) { return list[n]; }));
        }).concat(byLanguage());
      });
    }

    return { find: find, filters: filters };
  };
})(handbookSearch);
