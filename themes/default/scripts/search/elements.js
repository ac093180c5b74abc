// Small pieces of page, made without a line of HTML: what was typed or written stays text.
(function (search) {
  'use strict';

  search.element = function (name, className, children) {
    var element = document.createElement(name);
    if (className) element.className = className;
    [].concat(children === undefined ? [] : children).forEach(function (child) {
      if (child) element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return element;
  };

  // Text in pieces, the marked ones in <mark>.
  search.marked = function (pieces) {
    var all = document.createDocumentFragment();
    pieces.forEach(function (piece) {
      all.appendChild(piece[1] ? search.element('mark', 'found', piece[0]) : document.createTextNode(piece[0]));
    });
    return all;
  };

  // Says of an element which language its words are in, where that is not the page's.
  search.inLanguage = function (element, language) {
    if (element && !search.isLike(language.tag, document.documentElement.lang || 'en')) {
      element.lang = language.tag;
      element.dir = language.direction;
    }
    return element;
  };

  // Where a result stands and what it is, and before that its language, where that is not the page's.
  search.place = function (name, className, result, after) {
    var foreign = !search.isLike(result.language.tag, document.documentElement.lang || 'en');
    var place = [result.section, result.kind].filter(Boolean).join(' · ');
    if (!foreign && place === '' && !after) return null;
    return search.element(name, className, [
      foreign ? search.inLanguage(search.element('strong', '', result.language.name), result.language) : null,
      foreign && place ? ' · ' : null,
      place ? search.inLanguage(search.element('span', '', place), result.language) : null,
      after && (foreign || place) ? ' ' : null,
      after
    ]);
  };

  // A phrase of the theme's, with what stands in braces filled in.
  search.phrase = function (owner, name, values) {
    var text = owner.dataset[name] || '';
    Object.keys(values || {}).forEach(function (key) { text = text.split('{' + key + '}').join(String(values[key])); });
    return text;
  };

  search.count = function (owner, number) {
    return number === 1 ? search.phrase(owner, 'one') : search.phrase(owner, 'many', { count: number });
  };
})(handbookSearch);
