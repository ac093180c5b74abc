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
