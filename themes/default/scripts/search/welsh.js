// The initial mutations of Welsh: "plant", children, is "blant" after "i" and "phlant" after "a". The index has words as
// they stand, so a word is looked up in every form that its first letters may take.
(function (search) {
  'use strict';

  // Soft, nasal and aspirate, by the letters that a word begins with in a dictionary. A soft "g" is left out.
  var MUTATIONS = { p: ['b', 'mh', 'ph'], t: ['d', 'nh', 'th'], c: ['g', 'ngh', 'ch'], b: ['f', 'm'], d: ['dd', 'n'], g: ['', 'ng'],
    m: ['f'], ll: ['l'], rh: ['r'] };
  // Letters of their own, which begin like others.
  var LETTERS = ['ch', 'dd', 'ff', 'ngh', 'ng', 'll', 'mh', 'nh', 'ph', 'rh', 'th'];
  var VOWELS = 'aeiouwy', LEAST = 3;

  // How a word begins: one letter of the Welsh alphabet, or "mh", "nh" and "ngh", which only mutations make.
  function start(word) {
    return LETTERS.filter(function (letters) { return word.indexOf(letters) === 0; })[0] || word[0];
  }

  // The dictionary's forms that a word may be a mutation of.
  function unmutated(word) {
    var first = start(word), found = [];
    Object.keys(MUTATIONS).forEach(function (letters) {
      if (MUTATIONS[letters].indexOf(first) >= 0) found.push(letters + word.slice(first.length));
    });
    if ((VOWELS + 'lr').indexOf(first) >= 0) found.push('g' + word);
    if (first === 'h' && VOWELS.indexOf(word[1]) >= 0) found.push(word.slice(1));
    return found;
  }

  function mutated(word) {
    var first = start(word), list = MUTATIONS[first] || [];
    if (VOWELS.indexOf(first) >= 0) list = ['h' + first];
    return list.map(function (letters) { return letters + word.slice(first.length); });
  }

  // A word and its other forms, each once, the word itself first.
  search.welshForms = function (word) {
    if (word.length < LEAST || !/^[a-z]+$/.test(word)) return [word];
    var forms = new Set([word]);
    mutated(word).forEach(function (form) { forms.add(form); });
    unmutated(word).forEach(function (radical) {
      forms.add(radical);
      mutated(radical).forEach(function (form) { forms.add(form); });
    });
    return Array.from(forms).filter(function (form) { return form.length >= LEAST - 1; });
  };
})(handbookSearch);
