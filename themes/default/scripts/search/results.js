// Results as readers see them: a title, a passage with the words that were asked for marked, and why it was found.
(function (search) {
  'use strict';

  var AROUND = 180;   // so many characters of a passage are shown

  // What is marked in titles and passages: stems, whole words that are joined from several, and names of the glossary.
  search.marker = function (found) {
    var engine = found.engine, planned = found.planned, tongue = engine.index.tongue;
    var stems = new Set(), joined = new Set(), concepts = new Set();
    planned.groups.forEach(function (group) {
      group.forms.forEach(function (pair) { if (pair[1] > 0.3) stems.add(pair[0].stem); });
      if (tongue.isStopWord(group.word.text)) stems.add(tongue.stem(group.word.text));
    });
    planned.joined.forEach(function (one) { (one.concept ? concepts : joined).add(one.text); });

    // The places in a text that are marked, [from, to] each, in order.
    return function (text) {
      var words = search.words(text), spoken = words.filter(function (word) { return word.span === 1; });
      var all = spoken.map(function (word) { return tongue.stem(word.text); }), places = [];
      spoken.forEach(function (word, i) {
        if (stems.has(all[i])) places.push([word.from, word.to]);
        search.namesAt(engine.names, all, i).forEach(function (name) {
          if (concepts.has(name.key)) places.push([word.from, spoken[i + name.stems.length - 1].to]);
        });
      });
      words.forEach(function (word) { if (word.span > 1 && joined.has(word.text)) places.push([word.from, word.to]); });
      places.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
      return places.filter(function (place, i) {
        return places.every(function (other, k) { return k >= i || other[1] <= place[0]; });
      });
    };
  };

  // A text in pieces, [words, whether they are marked].
  function pieces(text, places, from, to) {
    var list = [], at = from;
    places.forEach(function (place) {
      if (place[0] < from || place[1] > to) return;
      if (place[0] > at) list.push([text.slice(at, place[0]), false]);
      list.push([text.slice(place[0], place[1]), true]);
      at = place[1];
    });
    if (at < to) list.push([text.slice(at, to), false]);
    return list;
  }

  function whole(text, mark) { return pieces(text, mark(text), 0, text.length); }

  // The part of a passage that has most of what is marked.
  function excerpt(text, mark, tongue) {
    text = text.replace(/_{3,}/g, '…').replace(/\s*\n\s*/g, ' · ');
    var places = mark(text), best = 0, most = -1;
    places.forEach(function (place, i) {
      var seen = new Set();
      for (var k = i; k < places.length && places[k][1] <= place[0] + AROUND; k++) seen.add(tongue.stem(text.slice(places[k][0], places[k][1]).toLowerCase()));
      if (seen.size > most) { most = seen.size; best = place[0]; }
    });
    var from = text.length <= AROUND * 1.3 ? 0 : Math.max(0, best - 50), to = from === 0 && text.length <= AROUND * 1.3 ? text.length : Math.min(text.length, from + AROUND + 50);
    while (from > 0 && /\S/.test(text[from - 1])) from--;
    while (to < text.length && /\S/.test(text[to])) to++;
    var list = pieces(text, places, from, to);
    if (from > 0) list.unshift(['… ', false]);
    if (to < text.length) list.push([' …', false]);
    return list;
  }

  // A document that was found by the glossary alone: what was asked for, and what is said there instead.
  function reason(engine, planned, result, record) {
    var text = record[0] + '\n' + record[5] + '\n' + record[6].map(function (one) { return one[0] + '\n' + one[2]; }).join('\n');
    var stems = search.words(text).filter(function (word) { return word.span === 1; });
    var all = stems.map(function (word) { return engine.index.tongue.stem(word.text); });
    for (var i = 0; i < planned.joined.length; i++) {
      var one = planned.joined[i];
      if (!one.concept) continue;
      var literal = one.concept.stems, said = null, has = false;
      for (var at = 0; at < all.length && !has; at++) {
        if (literal.every(function (stem, k) { return all[at + k] === stem; })) has = true;
        else if (said === null) {
          var names = search.namesAt(engine.names, all, at).filter(function (name) { return name.key === one.text; });
          if (names.length > 0) said = text.slice(stems[at].from, stems[at + names[0].stems.length - 1].to);
        }
      }
      if (!has && said) return { asked: one.concept.name, said: said };
    }
    return null;
  }

  function address(record, passage, query) {
    return record[1] + (query ? '?find=' + encodeURIComponent(query) : '') + (passage && passage[1] ? '#' + encodeURIComponent(passage[1]) : '');
  }

  // Results with everything that is shown of them.
  search.present = function (query, found) {
    var marks = new Map();
    return Promise.all(found.results.map(function (result) {
      var from = result.from, engine = from.engine;
      if (!marks.has(from)) marks.set(from, search.marker(from));
      var mark = marks.get(from);
      return engine.index.record(result.document).then(function (record) {
        var passage = record[6][result.passage] || record[6][0], text = passage[2];
        var summary = record[5], useSummary = summary !== '' && (text === '' || (result.passage === 0 && mark(summary).length >= mark(text).length));
        return {
          title: whole(record[0], mark), address: address(record, passage, query), kind: record[2], section: record[3], status: record[4],
          heading: passage[0] === '' ? [] : whole(passage[0], mark), excerpt: excerpt(useSummary ? summary : text, mark, engine.index.tongue),
          reason: reason(engine, from.planned, result, record), language: engine.index.language
        };
      });
    }));
  };

  // What was put right in a query: [as it was typed, as it was meant].
  search.corrections = function (planned) {
    return planned.groups.filter(function (group) { return group.meant.length > 0; })
      .map(function (group) { return [group.word.shown || group.word.text, group.meant[0][0]]; });
  };

  // For a query that nothing matches: the same with each word replaced by the nearest that some document has.
  search.nearestQuery = function (found, query) {
    var engine = found.engine, tongue = engine.index.tongue;
    var words = search.parse(query, engine.names, tongue).words.slice(0, 5);
    return Promise.all(words.map(function (word) {
      return engine.index.forms(tongue.stem(word.text)).then(function (forms) {
        return forms.length > 0 ? word.text : search.nearestOfAll(engine.index, word.text);
      });
    })).then(function (list) { return list.filter(Boolean).join(' '); });
  };
})(handbookSearch);
