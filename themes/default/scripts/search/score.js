// How good a result is: all of the ranking, in one place. A document's score is the sum, over what was asked for, of
// how rare that is times how strongly the document speaks of it. A title and a text count apart, each up to a limit
// (BM25F): a word in the title keeps its worth however often the text has it.
(function (search) {
  'use strict';

  var weights = search.weights = {
    saturation: 1.6,       // how soon more of the same word counts no more
    lengthOfText: 0.65,    // how much a long text has to say a word more often: 0 not at all, 1 in proportion
    title: 0.78,
    heading: 0.1,
    summary: 1.2,
    keywords: 1.5,
    lengthOfTitle: 0.8,    // the same of titles
    otherForm: 0.8,        // "visiting" where "visit" was asked for
    synonym: 0.9,
    meantPart: 0.15,       // "section" and "47" by themselves, where "section 47" was asked for
    samePassage: 0.5,      // how much it helps that one passage has everything
    wholeTitle: 4,         // how much it helps that the title is what was asked for, and no more
    onePart: 0.3,          // "operate" by itself, where "co-operate" was asked for
    leastShare: 0.25,      // what has less than this share of the best is not counted among the results
    withdrawn: 0.05
  };

  // How rare something is that so many of all documents have.
  search.rarity = function (having, all) { return Math.log(1 + (all - having + 0.5) / (having + 0.5)); };

  // How long a title of each class is, in words.
  var TITLES = [0, 1, 2, 3, 4, 5.5, 8, 12];

  // The class of a title of so many words, as the index has it.
  search.titleClass = function (words) { return words < 5 ? Math.max(1, words) : words < 7 ? 5 : words < 10 ? 6 : 7; };

  function saturate(count) { return count * (weights.saturation + 1) / (count + weights.saturation); }

  // What one thing that was asked for adds to the score of each document that has it. `forms` are [form, weight,
  // whether it is what was asked for, rather than something like it].
  search.strengths = function (forms, index, room) {
    var touched = [], sure = 0, titles = TITLES.map(function (length, i) {
      return i === 0 ? 0 : 1 / (1 - weights.lengthOfTitle + weights.lengthOfTitle * length / Math.max(1, index.titleLength));
    });
    forms.forEach(function (pair) {
      var all = search.postings(pair[0]), weight = pair[1];
      for (var i = 0; i < all.documents.length; i++) {
        var d = all.documents[i];
        if (room.seen[d] === 0) { room.seen[d] = 1; touched.push(d); }
        if (pair[2] && room.seen[d] === 1) { room.seen[d] = 2; sure++; }
        room.title[d] += weight * titles[all.title[i]];
        room.heading[d] += weight * all.headings[i];
        room.summary[d] += weight * all.summary[i];
        room.keywords[d] += weight * all.keywords[i];
        room.text[d] += weight * (all.counts[i] + (all.title[i] > 0 ? 1 : 0) + all.headings[i]);
      }
    });
    var rarity = search.rarity(sure, index.documents), scores = new Float64Array(touched.length);
    for (var i = 0; i < touched.length; i++) {
      var d = touched[i];
      var length = 1 - weights.lengthOfText + weights.lengthOfText * index.lengths[d] / index.averageLength;
      scores[i] = rarity * (weights.title * saturate(room.title[d]) + weights.heading * saturate(room.heading[d]) +
        weights.summary * saturate(room.summary[d]) + weights.keywords * saturate(room.keywords[d]) +
        saturate(room.text[d] / length));
      room.seen[d] = room.title[d] = room.heading[d] = room.summary[d] = room.keywords[d] = room.text[d] = 0;
    }
    return { rarity: rarity, documents: touched, scores: scores };
  };

  // Where strengths() adds up; it leaves it empty.
  search.room = function (documents) {
    return { seen: new Uint8Array(documents), title: new Float64Array(documents), heading: new Float64Array(documents),
      summary: new Float64Array(documents), keywords: new Float64Array(documents), text: new Float64Array(documents) };
  };

  // What a word of a query is worth in one passage.
  search.passageStrength = function (count, rarity) { return rarity * saturate(count); };

  // A document's score once everything is added up. `together` is the share, from 0 to 1, of what was asked for that
  // stands in its best passage.
  search.finalScore = function (sum, together, isTitle, special) {
    var score = sum * (1 + weights.samePassage * together + (isTitle ? weights.wholeTitle : 0));
    if (special) score *= special.boost * (special.withdrawn ? weights.withdrawn : 1);
    return score;
  };
})(handbookSearch);
