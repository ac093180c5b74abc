// The index in a browser: each file by a script tag, the only way that works from a file share too. Nothing that is
// typed is sent anywhere; the files that are asked for are the handbook's own.
(function (search) {
  'use strict';

  var waiting = new Map();

  // Called by each file of the index.
  search.got = function (name, value) {
    var one = waiting.get(name);
    if (one) one(value);
  };

  function script(address) {
    return new Promise(function (resolve, reject) {
      var tag = document.createElement('script');
      tag.src = address;
      tag.async = true;
      tag.onload = function () { tag.remove(); resolve(); };
      tag.onerror = function () { tag.remove(); reject(new Error('not loaded: ' + address)); };
      document.head.appendChild(tag);
    });
  }

  function loader(base, fresh) {
    return function (name) {
      return new Promise(function (resolve, reject) {
        waiting.set(name, resolve);
        // A manifest alone keeps its name when it changes: no cache may keep it longer than an hour.
        var hour = Math.floor(Date.now() / 3600000);
        script(base + name + '.js' + (/^(.*-)?index$/.test(name) ? '?' + (fresh ? Date.now() : hour) : '')).then(function () {
          // A file of another build calls itself something else, and so nothing came.
          waiting.delete(name);
          setTimeout(function () { reject(new Error('another file: ' + name)); }, 0);
        }, reject);
      });
    };
  }

  var engines = new Map();

  // The index of the handbook's own language, and with it those of the others.
  function openAll(load) {
    return search.open(load, '').then(function (own) {
      return Promise.all(own.languages.slice(1).map(function (one) {
        return search.open(load, one.tag.toLowerCase() + '-');
      })).then(function (others) { return [own].concat(others); });
    });
  }

  // The language to find things in first: that of the page, or what a page of results was asked for from.
  function language() {
    var asked = new URLSearchParams(window.location.search).get('lang');
    return asked || document.documentElement.lang || 'en';
  }

  // An engine on the indexes in a folder, made once. `fresh`: those that were there have gone.
  search.at = function (base, fresh) {
    if (fresh || !engines.has(base)) {
      engines.set(base, openAll(loader(base, fresh)).then(function (all) {
        return search.together(all.map(search.engine), language());
      }));
    }
    return engines.get(base);
  };

  // Does something with the engine. Where a file of the index is missing, the handbook was published anew since the
  // page was opened: the new index is tried once, and if that fails too the reader is told.
  search.use = function (base, work) {
    return search.at(base, false).then(work).catch(function () {
      return search.at(base, true).then(work);
    });
  };
})(handbookSearch);
