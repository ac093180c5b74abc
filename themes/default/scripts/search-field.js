// Keeps search light: its scripts are loaded when somebody goes to the field, on the page of results, and where a
// result has led to. Also keeps which documents were opened lately, on this machine only.
(function () {
  'use strict';
  var form = document.querySelector('[data-module~="search-field"]');
  var page = document.querySelector('[data-module~="search-page"]');
  var owner = form || page;
  if (!owner) return;

  function script(address) {
    return new Promise(function (resolve, reject) {
      var tag = document.createElement('script');
      tag.src = address;
      tag.onload = resolve;
      tag.onerror = reject;
      document.head.appendChild(tag);
    });
  }

  var loaded = null;
  function load(done) {
    if (!loaded) loaded = script(owner.dataset.script);
    loaded.then(function () { done(window.handbookSearch); }, function () {});
  }

  // Recently opened documents. Storage may be switched off, or full.
  var KEY = 'handbook-recent ' + new URL(owner.dataset.root || './', window.location.href).href, MOST = 6;
  window.handbookRecent = {
    list: function () {
      try {
        var all = JSON.parse(window.localStorage.getItem(KEY)) || [];
        return all.filter(function (one) { return typeof one.url === 'string' && typeof one.title === 'string' && !/^[a-z]+:|^\/\//i.test(one.url); });
      } catch (error) { return []; }
    },
    forget: function () { try { window.localStorage.removeItem(KEY); } catch (error) { /* Nothing to forget. */ } }
  };
  if (owner.dataset.document) {
    var others = window.handbookRecent.list().filter(function (one) { return one.url !== owner.dataset.document; });
    var here = { url: owner.dataset.document, title: owner.dataset.documentTitle };
    try { window.localStorage.setItem(KEY, JSON.stringify([here].concat(others).slice(0, MOST))); } catch (error) { /* Then not. */ }
  }

  if (page) {
    load(function (search) {
      script(page.dataset.pageScript).then(function () { search.page(page); }, function () {});
    });
  }
  if (form) {
    form.action = form.dataset.results;
    var input = form.querySelector('input'), attached = false;
    var attach = function () {
      if (attached) return;
      attached = true;
      load(function (search) { search.field(form); });
    };
    input.addEventListener('focus', attach);
    if (document.activeElement === input) attach();
    var asked = new URLSearchParams(window.location.search).get('find');
    if (asked) load(function (search) { search.markPage(form, asked); });
  }

  document.addEventListener('keydown', function (event) {
    var target = event.target, typing = target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
    var slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    var control = event.key && event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !control) return;
    event.preventDefault();
    var field = owner.querySelector('input[type="search"]');
    field.focus();
    field.select();
  });
})();
