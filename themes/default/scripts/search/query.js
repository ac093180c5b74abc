// What somebody typed to what they ask for: words, words that make one together, quoted phrases, words to leave out.
(function (search) {
  'use strict';

  var LONGEST = 2000, MOST_WORDS = 40;
  // Words that are also written together with the next: "co operate", "multi agency".
  var PREFIXES = new Set(('anti co cross cyber day e ex extra inter intra kick micro mid mini mis multi non off on out over ' +
    'post pre re self semi sub trans un under up well').split(' '));
  var PARTS = /(^|[\s(])-(?=[^\s-])|["\u201C\u201D]/g;

  function plain(words) { return words.filter(function (word) { return word.span === 1; }); }

  // Cuts a query at quotation marks and at minus signs before a word.
  function cut(text) {
    var asked = '', phrases = [], without = [], match, at = 0;
    PARTS.lastIndex = 0;
    while ((match = PARTS.exec(text))) {
      if (match[0].slice(-1) !== '-') {
        var end = text.slice(match.index + 1).search(/["\u201C\u201D]/);
        if (end < 0) continue;
        end += match.index + 1;
        asked += text.slice(at, match.index) + ' ';
        phrases.push(text.slice(match.index + 1, end));
        at = PARTS.lastIndex = end + 1;
      } else {
        var word = /^\S+/.exec(text.slice(PARTS.lastIndex))[0];
        if (/^["\u201C]/.test(word)) continue;
        asked += text.slice(at, match.index) + ' ';
        without.push(word);
        at = PARTS.lastIndex += word.length;
      }
    }
    return { asked: asked + text.slice(at), phrases: phrases, without: without };
  }

  // The glossary's names as the words are spoken: [stems, key, name, all names].
  search.names = function (glossary, tongue) {
    var names = new Map();
    glossary.forEach(function (concept) {
      concept[1].forEach(function (name) {
        var stems = plain(search.words(name)).map(function (word) { return tongue.stem(word.text); });
        if (stems.length === 0) return;
        if (!names.has(stems[0])) names.set(stems[0], []);
        names.get(stems[0]).push({ stems: stems, key: concept[0], name: name, all: concept[1] });
      });
    });
    return names;
  };

  // The names that begin at a word: the longest only.
  search.namesAt = function (names, stems, at) {
    var here = (names.get(stems[at]) || []).filter(function (name) {
      return name.stems.every(function (stem, i) { return stems[at + i] === stem; });
    });
    var longest = Math.max.apply(null, [0].concat(here.map(function (name) { return name.stems.length; })));
    return here.filter(function (name) { return name.stems.length === longest; });
  };

  // `words`: what is looked for, each {text, last}; `joined`: what some of them make together, {from, to, text, concept}.
  search.parse = function (query, names, tongue) {
    var text = String(query).slice(0, LONGEST), parts = cut(text);
    var all = search.words(parts.asked), spoken = plain(all).slice(0, MOST_WORDS);
    var isOpen = /[^\s"\u201D]$/.test(text) && parts.asked !== '' && spoken.length > 0 &&
      /\S$/.test(parts.asked) && spoken[spoken.length - 1].to === parts.asked.length;
    var meaningful = spoken.some(function (word) { return !tongue.isStopWord(word.text); });
    var words = spoken.map(function (word, i) {
      return { text: word.text, at: i, shown: parts.asked.slice(word.from, word.to), skipped: meaningful && tongue.isStopWord(word.text),
        last: isOpen && i === spoken.length - 1 };
    });
    var joined = all.filter(function (word) { return word.span > 1 && word.at + word.span <= spoken.length; })
      .map(function (word) { return { from: word.at, to: word.at + word.span, text: word.text, concept: null }; });
    for (var i = 0; i + 1 < spoken.length; i++) {
      var left = spoken[i].text, right = spoken[i + 1].text;
      var isPair = (PREFIXES.has(left) && !/^[0-9]/.test(right)) || (/^[a-z]{1,4}$/.test(left) && /^[0-9]/.test(right) && !tongue.isStopWord(left));
      if (isPair && !joined.some(function (one) { return one.from === i; })) {
        joined.push({ from: i, to: i + 2, text: left + right, concept: null });
      }
    }
    var stems = spoken.map(function (word) { return tongue.stem(word.text); });
    for (var at = 0; at < stems.length; at++) {
      search.namesAt(names, stems, at).forEach(function (name) {
        if (name.stems.length === 1 && tongue.isStopWord(spoken[at].text)) return;
        joined.push({ from: at, to: at + name.stems.length, text: name.key, concept: name });
      });
    }
    // In a phrase every word counts but those that nobody keeps the places of.
    var phrases = parts.phrases.map(function (phrase) { return plain(search.words(phrase)).slice(0, MOST_WORDS); })
      .filter(function (phrase) { return phrase.length > 0; });
    var without = [];
    parts.without.forEach(function (word) { plain(search.words(word)).forEach(function (one) { without.push(one.text); }); });
    return { text: text, words: words, joined: joined, phrases: phrases, without: without };
  };
})(handbookSearch);
