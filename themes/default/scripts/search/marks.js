// On the page that a result leads to, the words that were asked for are marked, until the reader clears them.
(function (search) {
  'use strict';

  function textNodes(root) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), list = [], node;
    while ((node = walker.nextNode())) {
      if (node.nodeValue.trim() !== '' && !node.parentElement.closest('script, style, svg, .heading-anchor, mark')) list.push(node);
    }
    return list;
  }

  function markIn(node, mark) {
    var text = node.nodeValue, places = mark(text), all = document.createDocumentFragment(), at = 0;
    if (places.length === 0) return 0;
    places.forEach(function (place) {
      all.appendChild(document.createTextNode(text.slice(at, place[0])));
      all.appendChild(search.element('mark', 'found', text.slice(place[0], place[1])));
      at = place[1];
    });
    all.appendChild(document.createTextNode(text.slice(at)));
    node.parentNode.replaceChild(all, node);
    return places.length;
  }

  search.markPage = function (form, query) {
    var root = document.querySelector('.document') || document.getElementById('main');
    if (!root) return;
    search.use(form.dataset.index, function (engine) {
      return engine.find(query, { limit: 1 }).then(function (found) { return search.marker(found.own); });
    }).then(function (mark) {
      var count = textNodes(root).reduce(function (sum, node) { return sum + markIn(node, mark); }, 0);
      if (count === 0) return;
      var button = search.element('button', 'found-bar__button', search.phrase(form, 'clear'));
      button.type = 'button';
      var bar = search.element('div', 'found-bar', [search.element('span', 'found-bar__text', search.phrase(form, 'marked', { query: query.slice(0, 60) })), button]);
      button.addEventListener('click', function () {
        root.querySelectorAll('mark.found').forEach(function (one) {
          var parent = one.parentNode;
          parent.replaceChild(document.createTextNode(one.textContent), one);
          parent.normalize();
        });
        bar.remove();
        try { window.history.replaceState(null, '', window.location.pathname + window.location.hash); } catch (error) { /* A page from the disk may not. */ }
      });
      root.parentNode.insertBefore(bar, root);
      // The page has grown; the heading that was asked for stays in view.
      var target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      if (target) target.scrollIntoView();
    }, function () { /* Without the index the page reads as ever. */ });
  };
})(handbookSearch);
