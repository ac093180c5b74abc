// What search knows of a language, as src/search/tongue.rs has it: how its words are cut to their stems, and which of
// them say nothing.
(function (search) {
  'use strict';

  function itself(word) { return word; }

  // By the tag of a language: {stem, isStopWord}.
  search.tongue = function (tag) {
    var primary = tag.split('-')[0].toLowerCase();
    var small = search.stopWords[primary] || new Set();
    return { stem: primary === 'en' ? search.stem : itself, isStopWord: function (word) { return small.has(word); } };
  };
})(handbookSearch);
