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
        // The manifest alone keeps its name when it changes: no cache may keep it longer than an hour.
        var hour = Math.floor(Date.now() / 3600000);
        script(base + name + '.js' + (name === 'index' ? '?' + (fresh ? Date.now() : hour) : '')).then(function () {
          // A file of another build calls itself something else, and so nothing came.
          waiting.delete(name);
          setTimeout(function () { reject(new Error('another file: ' + name)); }, 0);
        }, reject);
      });
    };
  }

  var engines = new Map();

  // An engine on the index in a folder, made once. `fresh`: the one that was there has gone.
  search.at = function (base, fresh) {
    if (fresh || !engines.has(base)) {
      engines.set(base, search.open(loader(base, fresh)).then(search.engine));
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
