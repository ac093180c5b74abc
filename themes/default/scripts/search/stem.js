// A word to its stem, as src/search/stem.rs has it, rule for rule: what was indexed is then what is looked up.
(function (search) {
  'use strict';

  var IRREGULAR = {
    children: 'child', women: 'woman', men: 'man', feet: 'foot', teeth: 'tooth', lives: 'life', wives: 'wife',
    people: 'person', centre: 'center', centres: 'center', programme: 'program', programmes: 'program',
    licence: 'license', defence: 'defense'
  };
  var ISE = ['isations', 'isation', 'isable', 'isers', 'ising', 'iser', 'ised', 'ises', 'ise'];
  var OUR = ['ourhoods', 'ourhood', 'ourable', 'ourless', 'ouring', 'oured', 'oural', 'ours', 'our'];
  var STEP_2 = pairs('ational ate ization ize iveness ive fulness ful ousness ous tional tion biliti ble ation ate ' +
    'entli ent ousli ous alism al aliti al iviti ive enci ence anci ance izer ize alli al ator ate logi log bli ble eli e');
  var STEP_3 = pairs('icate ic ative _ alize al iciti ic ical ic ness _ ful _');
  var STEP_4 = 'ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou'.split(' ');

  function pairs(text) {
    var words = text.split(' '), list = [];
    for (var i = 0; i < words.length; i += 2) list.push([words[i], words[i + 1] === '_' ? '' : words[i + 1]]);
    return list;
  }

  function ends(word, suffix) { return word.length >= suffix.length && word.slice(-suffix.length) === suffix; }
  function without(word, suffix) { return word.slice(0, word.length - suffix.length); }

  function isConsonant(word, at) {
    var c = word[at];
    if (c === 'y') return at === 0 || !isConsonant(word, at - 1);
    return 'aeiou'.indexOf(c) < 0;
  }

  // How often a consonant follows a vowel: Porter's m.
  function measure(word) {
    var count = 0;
    for (var at = 1; at < word.length; at++) if (isConsonant(word, at) && !isConsonant(word, at - 1)) count++;
    return count;
  }

  function hasVowel(word) {
    for (var at = 0; at < word.length; at++) if (!isConsonant(word, at)) return true;
    return false;
  }

  function endsShort(word) {
    var n = word.length;
    return n >= 3 && isConsonant(word, n - 3) && !isConsonant(word, n - 2) && isConsonant(word, n - 1) &&
      'wxy'.indexOf(word[n - 1]) < 0;
  }

  function endsDouble(word) {
    var n = word.length;
    return n >= 2 && word[n - 1] === word[n - 2] && isConsonant(word, n - 1);
  }

  function spelling(word) {
    if (Object.prototype.hasOwnProperty.call(IRREGULAR, word)) return IRREGULAR[word];
    if (word.indexOf('practis') === 0) return 'practic' + word.slice(7);
    var i, base;
    for (i = 0; i < ISE.length; i++) {
      if (ends(word, ISE[i])) {
        base = without(word, ISE[i]);
        return base.length >= 4 ? base + 'iz' + ISE[i].slice(2) : word;
      }
    }
    for (i = 0; i < OUR.length; i++) {
      if (ends(word, OUR[i])) {
        base = without(word, OUR[i]);
        return base.length >= 3 ? base + 'or' + OUR[i].slice(3) : word;
      }
    }
    return word;
  }

  function step1(word) {
    if (ends(word, 'sses') || ends(word, 'ies')) word = word.slice(0, -2);
    else if (ends(word, 's') && !ends(word, 'ss')) word = word.slice(0, -1);
    if (ends(word, 'eed')) {
      if (measure(without(word, 'eed')) > 0) word = word.slice(0, -1);
    } else {
      var base = ends(word, 'ed') ? without(word, 'ed') : ends(word, 'ing') ? without(word, 'ing') : null;
      if (base !== null && hasVowel(base)) {
        word = base;
        if (ends(word, 'at') || ends(word, 'bl') || ends(word, 'iz')) word += 'e';
        else if (endsDouble(word)) { if ('lsz'.indexOf(word[word.length - 1]) < 0) word = word.slice(0, -1); }
        else if (measure(word) === 1 && endsShort(word)) word += 'e';
      }
    }
    return ends(word, 'y') && hasVowel(word.slice(0, -1)) ? word.slice(0, -1) + 'i' : word;
  }

  function replaced(word, suffixes) {
    for (var i = 0; i < suffixes.length; i++) {
      if (ends(word, suffixes[i][0])) {
        var base = without(word, suffixes[i][0]);
        return measure(base) > 0 ? base + suffixes[i][1] : word;
      }
    }
    return word;
  }

  function step4(word) {
    for (var i = 0; i < STEP_4.length; i++) {
      if (ends(word, STEP_4[i])) {
        var base = without(word, STEP_4[i]);
        var allowed = STEP_4[i] !== 'ion' || ends(base, 's') || ends(base, 't');
        return allowed && measure(base) > 1 ? base : word;
      }
    }
    return word;
  }

  function step5(word) {
    if (ends(word, 'e')) {
      var base = word.slice(0, -1), m = measure(base);
      if (m > 1 || (m === 1 && !endsShort(base))) word = base;
    }
    return ends(word, 'll') && measure(word) > 1 ? word.slice(0, -1) : word;
  }

  var known = new Map();

  search.stem = function (word) {
    if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
    var found = known.get(word);
    if (found === undefined) {
      found = step5(step4(replaced(replaced(step1(spelling(word)), STEP_2), STEP_3)));
      known.set(word, found);
    }
    return found;
  };
})(handbookSearch);
