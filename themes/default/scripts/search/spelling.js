// Words that were half typed, or typed wrongly, to the words that were meant.
(function (search) {
  'use strict';

  // How many slips turn one word into another, two letters that changed places being one; most + 1 if there are more.
  search.distance = function (a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], last = [], row, i, j;
    for (j = 0; j <= b.length; j++) last.push(j);
    for (i = 1; i <= a.length; i++) {
      row = [i];
      var best = i;
      for (j = 1; j <= b.length; j++) {
        var cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < best) best = cost;
      }
      if (best > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  };

  function slipsAllowed(word) { return word.length >= 8 ? 2 : word.length >= 3 ? 1 : 0; }

  // Which letters a word has, a bit each.
  function letters(word) {
    var bits = 0;
    for (var i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  function count(bits) {
    var ones = 0;
    while (bits !== 0) { bits &= bits - 1; ones++; }
    return ones;
  }

  function nearest(word, words, most) {
    var found = [], own = letters(word);
    words.forEach(function (one) {
      if (Math.abs(one[0].length - word.length) > most) return;
      // A slip changes at most two letters, so most words need not be compared place by place.
      if (one[2] === undefined) one[2] = letters(one[0]);
      if (count(own ^ one[2]) > 2 * most) return;
      var slips = search.distance(word, one[0], most);
      // A slip in the first letter is rare.
      if (slips > 0 && slips <= most) found.push({ word: one[0], cost: slips - (one[0][0] === word[0] ? 0.5 : 0), common: one[1] });
    });
    found.sort(function (a, b) { return a.cost - b.cost || b.common - a.common || (a.word < b.word ? -1 : 1); });
    return found;
  }

  // What a word that no document has was most likely meant to be: [word, weight], the best first.
  search.meant = function (index, word) {
    var most = slipsAllowed(word);
    if (most === 0) return Promise.resolve([]);
    return index.words(word[0]).then(function (words) {
      var found = nearest(word, words, most);
      if (found.length > 0 && found[0].cost < 1) return found;
      return index.words('').then(function (all) { return nearest(word, all, most); });
    }).then(function (found) {
      return found.filter(function (one) { return one.cost < found[0].cost + 0.6; }).slice(0, 5)
        .map(function (one) { return [one.word, one.cost > found[0].cost ? 0.5 : 0.8]; });
    });
  };

  // The commonest words that begin so.
  search.completions = function (index, start, most) {
    return index.words(start).then(function (words) {
      return words.filter(function (one) { return one[0] !== start; })
        .sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); })
        .slice(0, most).map(function (one) { return one[0]; });
    });
  };

  // Two words that were written as one, "multiagency", if documents have both.
  search.parts = function (index, word) {
    if (word.length < 6) return Promise.resolve(null);
    return index.words(word[0]).then(function (words) {
      var firsts = words.filter(function (one) {
        return one[0].length >= 3 && one[0].length <= word.length - 3 && word.indexOf(one[0]) === 0;
      }).sort(function (a, b) { return b[0].length - a[0].length; }).slice(0, 3);
      return firsts.reduce(function (before, first) {
        return before.then(function (found) {
          if (found) return found;
          var rest = word.slice(first[0].length);
          return index.words(rest).then(function (list) {
            return list.some(function (one) { return one[0] === rest; }) ? [first[0], rest] : null;
          });
        });
      }, Promise.resolve(null));
    });
  };

  // The nearest word of all, however far, for a query that nothing matches.
  search.nearestOfAll = function (index, word) {
    return index.words('').then(function (all) {
      var found = nearest(word, all, Math.max(2, Math.ceil(word.length / 2)));
      return found.length > 0 ? found[0].word : null;
    });
  };
})(handbookSearch);
