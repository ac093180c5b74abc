// The index as its files have it (docs/search-format.md): numbers in printable characters, lists, shards, postings.
// It loads nothing itself: open() is given a function that does.
(function (search) {
  'use strict';

  var FORMAT = 1;

  // Reads numbers and words from a text, from a place on.
  function Cursor(text) { this.text = text; this.at = 0; }

  Cursor.prototype.character = function () {
    var code = this.text.charCodeAt(this.at++);
    return code - 32 - (code > 92 ? 2 : code > 34 ? 1 : 0);
  };

  Cursor.prototype.number = function () {
    var digit = this.character(), value = digit, step = 1;
    while (digit >= 62) {
      step *= 31;
      digit = this.character();
      value += digit * step;
    }
    return value;
  };

  // A word as far as it differs from another.
  Cursor.prototype.word = function (from) {
    var shared = this.number(), length = this.number();
    var word = from.slice(0, shared) + this.text.substr(this.at, length);
    this.at += length;
    return word;
  };

  Cursor.prototype.isAtEnd = function () { return this.at >= this.text.length; };

  // 'first name first name …' as pairs.
  function entries(listed) {
    var parts = listed === '' ? [] : listed.split(' '), list = [];
    for (var i = 0; i < parts.length; i += 2) list.push([parts[i], parts[i + 1]]);
    return list;
  }

  // Which entry a word belongs to: the last that doesn't come after it, or -1.
  function place(list, word) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle][0] <= word) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // The forms of each stem in a shard; their postings are read when they are needed.
  function forms(data) {
    var cursor = new Cursor(data[1]), stems = new Map(), stem = '', number = 0;
    while (!cursor.isAtEnd()) {
      stem = cursor.word(stem);
      var list = [];
      for (var count = cursor.number(); count > 0; count--) {
        var word = cursor.word(stem), documents = cursor.number(), length = cursor.number();
        list.push({ word: word, stem: stem, documents: documents >> 1, isCommon: (documents & 1) === 1, text: cursor.text.substr(cursor.at, length),
          places: data[0], number: number++, postings: null });
        cursor.at += length;
      }
      stems.set(stem, list);
    }
    return stems;
  }

  // Where a form stands: for each document its number, its counts, and where its passages begin in the lists of those.
  search.postings = function (form) {
    if (form.postings) return form.postings;
    var n = form.documents, cursor = new Cursor(form.text), next = 0;
    var all = { documents: new Int32Array(n), counts: new Uint16Array(n), headings: new Uint8Array(n),
      title: new Uint8Array(n), summary: new Uint8Array(n), keywords: new Uint8Array(n),
      starts: new Int32Array(n + 1), passages: [], weights: [] };

    function passage(i, number, flags) {
      var count = flags & 15, heading = (flags >> 4) & 7;
      all.counts[i] += count;
      if (heading > 0) { if (number === 0) all.title[i] = heading; else all.headings[i]++; }
      if (flags & 128) all.summary[i] = 1;
      if (flags & 256) all.keywords[i] = 1;
      all.passages.push(number);
      all.weights.push(count + (number > 0 && heading > 0 ? 3 : 0));
    }

    for (var whole = 0; form.isCommon && whole < n; whole++) {
      var skipped = cursor.number();
      next += skipped >> 1;
      all.documents[whole] = next++;
      passage(whole, 0, skipped & 1 ? cursor.number() : 1);
      all.passages.length = all.weights.length = 0;
    }
    for (var i = 0; !form.isCommon && i < n; i++) {
      var first = cursor.number(), code = first & 3;
      next += first >> 2;
      all.documents[i] = next++;
      all.starts[i] = all.passages.length;
      if (code < 3) {
        var number = code > 0 ? cursor.number() : 0;
        passage(i, number, code === 2 ? cursor.number() : 1);
      } else {
        var which = 0;
        for (var left = cursor.number(); left > 0; left--) {
          var step = cursor.number();
          which += step >> 1;
          passage(i, which++, step & 1 ? cursor.number() : 1);
        }
      }
    }
    all.starts[n] = all.passages.length;
    form.postings = all;
    form.text = '';
    return all;
  };

  // The places of a form in each document, for phrases.
  function places(text, wanted) {
    var cursor = new Cursor(text), number = 0;
    while (!cursor.isAtEnd()) {
      var length = cursor.number();
      if (number++ !== wanted) { cursor.at += length; continue; }
      var end = cursor.at + length, lists = [];
      while (cursor.at < end) {
        var list = [], last = 0;
        for (var left = cursor.number(); left > 0; left--) list.push(last += cursor.number());
        lists.push(list);
      }
      return lists;
    }
    return [];
  }

  function lengths(text) {
    var steps = [0];
    while (steps.length < 93) {
      var last = steps[steps.length - 1];
      steps.push(last + Math.max(1, Math.floor(last / 10)));
    }
    var cursor = new Cursor(text), list = new Float64Array(text.length), total = 0;
    for (var i = 0; i < list.length; i++) total += list[i] = steps[cursor.character()];
    return { of: list, average: total / Math.max(1, list.length) || 1 };
  }

  // What a document has of a filter's choices, for every document.
  function choices(text) {
    var cursor = new Cursor(text), list = [];
    while (!cursor.isAtEnd()) {
      var one = [];
      for (var left = cursor.number(); left > 0; left--) one.push(cursor.number());
      list.push(one);
    }
    return list;
  }

  // The index behind `load`, which gives a promise of what stands in the file of a name. `start` is what the names of
  // its files begin with: nothing, or a language.
  search.open = function (load, start) {
    var files = new Map(), read = new Map();

    function file(name) {
      if (!files.has(name)) files.set(name, load(name));
      return files.get(name);
    }

    // A file, read once.
    function once(name, how) {
      if (!read.has(name)) read.set(name, file(name).then(how));
      return read.get(name);
    }

    // The entry of a list of lists that a word belongs to.
    function find(lists, word) {
      var at = place(lists, word);
      if (at < 0) return Promise.resolve(null);
      return once(lists[at][1], entries).then(function (list) {
        var inner = place(list, word);
        return inner < 0 ? null : list[inner][1];
      });
    }

    return file(start + 'index').then(function (manifest) {
      if (manifest.format !== FORMAT) throw new Error('This index has another format.');
      var languages = (manifest.languages || [['en', 'English', 'ltr']]).map(function (one) {
        return { tag: one[0], name: one[1], direction: one[2] };
      });
      var terms = entries(manifest.terms), words = entries(manifest.words);
      return Promise.all([file(manifest.table), manifest.glossary ? file(manifest.glossary) : []]).then(function (both) {
        var table = both[0], length = lengths(table.lengths);
        var special = new Map(table.special.map(function (one) { return [one[0], { boost: one[1] / 100, withdrawn: one[2] === 1 }]; }));
        return {
          version: manifest.version,
          // The languages: its own, and after it those that have an index of their own beside this one.
          languages: languages,
          language: languages[0],
          tongue: search.tongue(languages[0].tag),
          documents: manifest.documents,
          lengths: length.of,
          averageLength: length.average,
          titleLength: manifest.title,
          hasPlaces: manifest.places,
          special: special,
          glossary: both[1],

          // The forms of a stem; none if no document has it.
          forms: function (stem) {
            return find(terms, stem).then(function (name) {
              return name === null ? [] : once(name, forms).then(function (stems) { return stems.get(stem) || []; });
            });
          },

          // The commonest forms that begin so and stand beside a stem: what can be completed without another file.
          besides: function (stem, start, most) {
            return find(terms, stem).then(function (name) {
              return name === null ? [] : once(name, forms).then(function (stems) {
                var list = [];
                stems.forEach(function (all) {
                  all.forEach(function (form) { if (form.word !== start && form.word.indexOf(start) === 0) list.push(form); });
                });
                return list.sort(function (a, b) { return b.documents - a.documents || (a.word < b.word ? -1 : 1); }).slice(0, most);
              });
            });
          },

          places: function (form) {
            return file(form.places).then(function (text) { return places(text, form.number); });
          },

          // Every word that begins so, with how common it is.
          words: function (prefix) {
            var from = Math.max(0, place(words, prefix)), to = place(words, prefix + '\uffff');
            return Promise.all(words.slice(from, to + 1).map(function (entry) {
              return once(entry[1], entries).then(function (list) {
                var first = Math.max(0, place(list, prefix)), last = place(list, prefix + '\uffff');
                return Promise.all(list.slice(first, last + 1).map(function (one) { return once(one[1], readWords); }));
              });
            })).then(function (lists) {
              var all = [];
              lists.forEach(function (inner) {
                inner.forEach(function (list) {
                  list.forEach(function (one) { if (one[0].indexOf(prefix) === 0) all.push(one); });
                });
              });
              return all;
            });
          },

          // What results show of a document.
          record: function (document) {
            var number = Math.floor(document / manifest.per_file);
            return file(start + 'x' + number + '-' + table.hashes.substr(number * 6, 6)).then(function (records) {
              return records[document % manifest.per_file];
            });
          },

          filters: function () {
            return once(manifest.filters, function (filters) {
              var list = [];
              Object.keys(filters).sort().forEach(function (name) {
                list.push({ name: name, labels: filters[name][0], of: choices(filters[name][1]) });
              });
              return list;
            });
          }
        };
      });
    });
  };

  function readWords(text) {
    var cursor = new Cursor(text), list = [], word = '';
    while (!cursor.isAtEnd()) {
      word = cursor.word(word);
      list.push([word, cursor.character()]);
    }
    return list;
  }
})(handbookSearch);
