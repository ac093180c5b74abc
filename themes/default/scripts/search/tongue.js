// What search knows of a language: how its words are cut to their stems and which of them say nothing, as
// src/search/tongue.rs has it, and by which stems a word is found.
(function (search) {
  'use strict';

  function itself(word) { return word; }

  // By the tag of a language: {stem, stems, isStopWord}.
  search.tongue = function (tag) {
    var primary = tag.split('-')[0].toLowerCase();
    var small = search.stopWords[primary] || new Set();
    var stem = primary === 'en' ? search.stem : itself;
    return {
      stem: stem,
      stems: primary === 'cy' ? search.welshForms : function (word) { return [stem(word)]; },
      isStopWord: function (word) { return small.has(word); }
    };
  };
})(handbookSearch);
