// A query to its results, the best first. How good each is, score.js says.
(function (search) {
  'use strict';

  var CONSIDERED = 100;   // so many of the best are looked at passage by passage

  // An engine on an index that search.open() gave.
  search.engine = function (index) {
    var tongue = index.tongue, room = search.room(index.documents), names = search.names(index.glossary, tongue);

    // The forms of a word's family with what each is worth; none if no document has the word.
    function family(word, worth, sure) {
      return Promise.all(tongue.stems(word).map(index.forms)).then(function (lists) {
        return [].concat.apply([], lists).map(function (form) {
          return [form, form.word === word ? worth : worth * search.weights.otherForm, sure];
        });
      });
    }

    function families(pairs, sure) {
      return Promise.all(pairs.map(function (pair) { return family(pair[0], pair[1], sure); })).then(function (lists) {
        return [].concat.apply([], lists);
      });
    }

    // The same form asked for twice counts once, as the more it is worth.
    function unique(forms) {
      var best = new Map();
      forms.forEach(function (pair) {
        var known = best.get(pair[0]);
        if (!known || known[1] < pair[1]) best.set(pair[0], pair);
      });
      return Array.from(best.values());
    }

    // Looks a word up as it stands.
    function asItStands(word) {
      return family(word.text, 1, true).then(function (known) { return { forms: known, meant: [] }; });
    }

    // Looks a word up: as it is, or completed, or as it was meant.
    function lookUp(word) {
      var isHalf = word.last && word.text.length > 1;
      return family(word.text, 1, true).then(function (known) {
        if (known.length > 0) {
          return (isHalf ? index.besides(tongue.stem(word.text), word.text, 4) : Promise.resolve([])).then(function (more) {
            return { forms: unique(known.concat(more.map(function (form) { return [form, 0.15, false]; }))), meant: [] };
          });
        }
        return (isHalf ? search.completions(index, word.text, 10) : Promise.resolve([])).then(function (words) {
          return families(words.map(function (one) { return [one, 0.7]; }), true);
        }).then(function (forms) {
          return search.meant(index, word.text).then(function (meant) {
            return families(meant, true).then(function (near) {
              return { forms: unique(forms.concat(near)), meant: forms.length > 0 ? [] : meant };
            });
          });
        });
      });
    }

    // Everything that is asked for, with its forms. `exact`: nothing is completed or put right.
    function plan(query, exact) {
      var parsed = search.parse(query, names, tongue);
      return Promise.all(parsed.joined.map(function (joined) {
        return family(joined.text, joined.concept ? search.weights.synonym : 1, true);
      })).then(function (forms) {
        var joined = parsed.joined.map(function (one, i) {
          return { from: one.from, to: one.to, text: one.text, concept: one.concept, forms: forms[i] };
        }).filter(function (one) { return one.forms.length > 0; });
        var asked = parsed.words.filter(function (word) { return !word.skipped; });
        return Promise.all(asked.map(function (word) {
          var isPart = joined.some(function (one) { return one.from <= word.at && word.at < one.to; });
          return exact || (isPart && !word.last) ? asItStands(word) : lookUp(word);
        })).then(function (found) {
          return split(asked, found, exact).then(function (groups) {
            return { parsed: parsed, groups: groups, joined: joined, isSure: groups.every(isSure) };
          });
        });
      });
    }

    // Some document has it, as it was typed.
    function isSure(group) { return group.forms.length > 0 && group.meant.length === 0; }

    // Words that are in no document as they stand, but are two that are.
    function split(asked, found, exact) {
      return Promise.all(asked.map(function (word, i) {
        var group = { word: word, at: word.at, forms: found[i].forms, meant: found[i].meant };
        if (exact || group.forms.length > 0) return [group];
        return search.parts(index, word.text).then(function (parts) {
          if (!parts) return [group];
          return Promise.all(parts.map(function (part) { return family(part, 1, true); })).then(function (forms) {
            return forms.map(function (list) { return { word: word, at: word.at, forms: list, meant: [] }; });
          });
        });
      })).then(function (lists) { return [].concat.apply([], lists); });
    }

    // The documents in which a phrase stands.
    function phraseDocuments(phrase) {
      var spoken = phrase.filter(function (word) { return !tongue.isStopWord(word.text); });
      if (spoken.length === 0) return Promise.resolve(null);
      if (!index.hasPlaces) return samePassage(spoken);
      return Promise.all(spoken.map(function (word) {
        return index.forms(tongue.stem(word.text)).then(function (forms) {
          var exact = forms.filter(function (form) { return form.word === word.text; })[0];
          if (!exact) return new Map();
          return index.places(exact).then(function (places) {
            var map = new Map(), documents = search.postings(exact).documents;
            places.forEach(function (list, i) { map.set(documents[i], list); });
            return map;
          });
        });
      })).then(function (maps) {
        var found = new Set();
        maps[0].forEach(function (starts, document) {
          var lists = maps.map(function (map) { return new Set(map.get(document) || []); });
          var stands = starts.some(function (start) {
            return lists.every(function (list, i) { return list.has(start + spoken[i].at - spoken[0].at); });
          });
          if (stands) found.add(document);
        });
        return found;
      });
    }

    // In an index without places: the documents that have all the words in one passage.
    function samePassage(spoken) {
      return Promise.all(spoken.map(function (word) { return index.forms(tongue.stem(word.text)); })).then(function (lists) {
        var left = null;
        lists.forEach(function (forms, i) {
          var here = new Map(), exact = forms.filter(function (form) { return form.word === spoken[i].text; })[0];
          var all = exact ? search.postings(exact) : { documents: [] };
          for (var k = 0; k < all.documents.length; k++) {
            var before = left === null ? null : left.get(all.documents[k]);
            if (before === undefined) continue;
            // Nothing is known of a common word's passages.
            var passages = exact.isCommon ? before : new Set(all.passages.slice(all.starts[k], all.starts[k + 1])), shared = passages;
            if (before && !exact.isCommon) shared = new Set(Array.from(passages).filter(function (one) { return before.has(one); }));
            if (shared === null || shared.size > 0) here.set(all.documents[k], shared);
          }
          left = here;
        });
        return new Set(left.keys());
      });
    }

    function restrictions(parsed) {
      return Promise.all([
        Promise.all(parsed.phrases.map(phraseDocuments)),
        Promise.all(parsed.without.map(function (word) { return family(word, 1, true); }))
      ]).then(function (both) {
        var out = new Set();
        both[1].forEach(function (forms) {
          forms.forEach(function (pair) { search.postings(pair[0]).documents.forEach(function (d) { out.add(d); }); });
        });
        return { within: both[0].filter(Boolean), out: out };
      });
    }

    // Adds up what each document gets for everything that is asked for.
    function addUp(groups, joined) {
      var sums = new Float64Array(index.documents), touched = new Set();
      var parts = groups.map(function (group) { return search.strengths(group.forms, index, room); });
      groups.forEach(function (group, i) { group.rarity = parts[i].rarity; });
      function add(into, strengths, share) {
        for (var i = 0; i < strengths.documents.length; i++) into.set(strengths.documents[i], (into.get(strengths.documents[i]) || 0) + strengths.scores[i] * share);
        return into;
      }
      var spans = [], free = groups.map(function () { return true; });
      // The longest first: what a word is part of counts once.
      joined.slice().sort(function (a, b) { return (b.to - b.from) - (a.to - a.from) || a.from - b.from; }).forEach(function (one) {
        var same = spans.filter(function (span) { return span.from === one.from && span.to === one.to; })[0];
        if (same) { same.joined.push(one); return; }
        if (spans.some(function (span) { return one.from < span.to && span.from < one.to; })) return;
        spans.push({ from: one.from, to: one.to, joined: [one] });
      });
      spans.forEach(function (span) {
        var apart = new Map(), together = new Map(), parted = new Map(), count = 0, isReference = false;
        var isConcept = span.joined.some(function (one) { return one.concept; });
        groups.forEach(function (group, i) {
          if (group.at < span.from || group.at >= span.to) return;
          free[i] = false;
          count++;
          parts[i].documents.forEach(function (d) { parted.set(d, (parted.get(d) || 0) + 1); });
          isReference = isReference || /^[0-9]/.test(group.word.text);
          add(apart, parts[i], 1);
        });
        span.joined.forEach(function (one) {
          var strengths = search.strengths(one.forms, index, room);
          one.rarity = strengths.rarity;
          for (var i = 0; i < strengths.documents.length; i++) {
            together.set(strengths.documents[i], Math.max(together.get(strengths.documents[i]) || 0, strengths.scores[i]));
          }
        });
        apart.forEach(function (score, d) {
          touched.add(d);
          var whole = together.get(d) || 0;
          var share = isReference ? search.weights.meantPart : isConcept || parted.get(d) === count ? 1 : search.weights.onePart;
          sums[d] += Math.max(whole, score * share) + 0.2 * Math.min(whole, score * share);
        });
        together.forEach(function (score, d) { if (!apart.has(d)) { touched.add(d); sums[d] += score; } });
      });
      groups.forEach(function (group, i) {
        if (!free[i]) return;
        for (var k = 0; k < parts[i].documents.length; k++) {
          touched.add(parts[i].documents[k]);
          sums[parts[i].documents[k]] += parts[i].scores[k];
        }
      });
      return { sums: sums, documents: Array.from(touched) };
    }

    // The passage of a document that has most of what is asked for, and how much of it.
    function bestPassage(document, things) {
      var scores = new Map(), most = 0, total = 0;
      things.forEach(function (thing) {
        total += thing.rarity * 2.2;
        var here = new Map();
        thing.forms.forEach(function (pair) {
          var all = search.postings(pair[0]), i = indexOf(all.documents, document);
          if (i < 0) return;
          for (var k = all.starts[i]; k < all.starts[i + 1]; k++) {
            here.set(all.passages[k], (here.get(all.passages[k]) || 0) + pair[1] * all.weights[k]);
          }
        });
        here.forEach(function (count, passage) {
          scores.set(passage, (scores.get(passage) || 0) + search.passageStrength(count, thing.rarity));
        });
      });
      var best = 0;
      Array.from(scores.keys()).sort(function (a, b) { return a - b; }).forEach(function (passage) {
        if (scores.get(passage) > most + 1e-9) { most = scores.get(passage); best = passage; }
      });
      return { passage: best, share: total > 0 ? most / total : 0 };
    }

    // The documents whose title is what was asked for: it has every word, and is as long. Word for word, if there are
    // any such.
    function titledSo(planned) {
      if (planned.groups.length === 0 || planned.groups.length > 12) return new Set();
      var exact = titledWith(planned, 1);
      return exact.size > 0 ? exact : titledWith(planned, 0.7);
    }

    function titledWith(planned, least) {
      var hits = new Map(), wanted = search.titleClass(planned.parsed.words.length), found = new Set();
      planned.groups.forEach(function (group, i) {
        group.forms.forEach(function (pair) {
          if (pair[1] < least) return;
          var all = search.postings(pair[0]);
          for (var k = 0; k < all.documents.length; k++) {
            if (all.title[k] === wanted && (hits.get(all.documents[k]) || 0) === i) hits.set(all.documents[k], i + 1);
          }
        });
      });
      hits.forEach(function (count, document) { if (count === planned.groups.length) found.add(document); });
      return found;
    }

    function rank(planned, limits, allowed) {
      var things = planned.groups.concat(planned.joined), added = addUp(planned.groups, planned.joined);
      var titled = titledSo(planned);
      var documents = added.documents;
      if (things.length === 0 && limits.within.length > 0) documents = Array.from(limits.within[0]);
      var kept = documents.filter(function (d) {
        return !limits.out.has(d) && limits.within.every(function (set) { return set.has(d); });
      });
      // What has far less of what was asked for than the best is not said to be found, nor sorted if there is enough else.
      var most = kept.reduce(function (sum, d) { return Math.max(sum, added.sums[d]); }, 0);
      var strong = kept.filter(function (d) { return added.sums[d] >= most * search.weights.leastShare; });
      var list = (strong.length < CONSIDERED ? kept : strong).map(function (d) {
        return { document: d, score: search.finalScore(added.sums[d], 0, titled.has(d), index.special.get(d)), passage: 0 };
      });
      var better = function (a, b) { return b.score - a.score || a.document - b.document; };
      list.sort(better);
      var head = list.filter(function (one) { return !allowed || allowed(one.document); }).slice(0, CONSIDERED);
      head.forEach(function (one) {
        var best = bestPassage(one.document, things);
        one.passage = best.passage;
        one.score = search.finalScore(added.sums[one.document], best.share, titled.has(one.document), index.special.get(one.document));
      });
      return { found: strong, head: head.sort(better), things: things };
    }

    // `limit`: how many; `allowed`: which documents, by number; `exact`: only what has everything as it was typed. Gives {results, found, planned}: `results` are
    // {document, score, passage}, `found` every document's number, filters aside.
    function find(query, options) {
      return plan(query, options.exact).then(function (planned) {
        if (options.exact && !planned.isSure) return { results: [], found: [], planned: planned };
        return restrictions(planned.parsed).then(function (limits) {
          phrasesToGroups(planned);
          return Promise.all(planned.groups.filter(function (group) { return group.pending; }).map(function (group) {
            return family(group.word.text, 1, true).then(function (forms) { group.forms = forms; });
          })).then(function () {
            planned.groups = planned.groups.filter(function (group) { return group.forms.length > 0; });
            var ranked = rank(planned, limits, options.allowed);
            planned.relaxed = !options.exact && ranked.found.length === 0 && limits.within.length > 0;
            if (planned.relaxed) ranked = rank(planned, { within: [], out: limits.out }, options.allowed);
            return { results: ranked.head.slice(0, options.limit), found: ranked.found, planned: planned };
          });
        });
      });
    }

    // What is quoted also counts as words, so that the best of the documents that have it come first.
    function phrasesToGroups(planned) {
      planned.parsed.phrases.forEach(function (phrase) {
        phrase.forEach(function (word) {
          if (!tongue.isStopWord(word.text)) planned.groups.push({ word: word, at: -1, forms: [], meant: [], pending: true });
        });
      });
    }

    return { index: index, names: names, find: find };
  };

  function indexOf(sorted, wanted) {
    var low = 0, high = sorted.length - 1;
    while (low <= high) {
      var middle = (low + high) >> 1;
      if (sorted[middle] === wanted) return middle;
      if (sorted[middle] < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
})(handbookSearch);
