// Words that say nothing by themselves, as in src/search/stop_words.rs. They count only if a query has no others.
(function (search) {
  'use strict';

  search.stopWords = new Set(('a about all also an and any are as at be been by can could did do does for from had has ' +
    'have he her him his how i if in into is it its me my no not of on or our she should so some such than that the ' +
    'their them then there these they this those to up us was we were what when where which who why will with would ' +
    'you your').split(' '));
})(handbookSearch);
