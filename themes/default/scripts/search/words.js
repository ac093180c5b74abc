// A text to its words, as src/search/words.rs and fold.rs have it, and where each stands in the text.
(function (search) {
  'use strict';

  var LONGEST = 40, MOST_PARTS = 4;
  var LETTER = 1, IDEOGRAPH = 2, APOSTROPHE = 3, IGNORED = 4, SEPARATOR = 5;
  var APOSTROPHES = "'\u2019\u2018\u02BC\uFF07\u2032`";
  var IGNORED_RANGES = ranges('AD AD 300 36F 483 489 591 5BD 5BF 5BF 5C1 5C2 5C4 5C5 5C7 5C7 610 61A 640 640 64B 65F ' +
    '670 670 6D6 6ED 200B 200F 202A 202E 2060 206F 20D0 20FF FE00 FE0F FE20 FE2F FEFF FEFF 1F3FB 1F3FF E0000 E0FFF');
  var SEPARATOR_RANGES = ranges('80 A9 AB B4 B6 B9 BB BF D7 D7 F7 F7 2B0 2FF 375 375 37E 37E 384 385 387 387 482 482 ' +
    '559 55F 589 58F 5BE 5C6 5F3 5F4 600 61F 66A 66D 6D4 6D4 964 965 E3F E3F 1FBD 1FC1 1FCD 1FCF 1FDD 1FDF 1FED 1FEF ' +
    '1FFD 1FFF 2000 218F 2190 2BFF 2E00 2E7F 3000 303F D800 F8FF FE10 FE1F FE30 FE6F FF00 FF0F FF1A FF20 FF3B FF40 ' +
    'FF5B FF65 FFE0 FFFF 1D000 1D3FF 1F000 1FAFF F0000 10FFFF');
  var IDEOGRAPH_RANGES = ranges('3040 30FF 3400 4DBF 4E00 9FFF F900 FAFF 20000 3FFFF');
  var FOLDED_RANGES = ranges('C0 24F 370 587 1E00 1FFF');
  var SPECIAL = { 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'þ': 'th', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'ł': 'l', 'ħ': 'h', 'ı': 'i',
    'ſ': 's', 'ς': 'σ' };
  var LEGAL = legal({ s: 's ss sec sect section sections', reg: 'reg regs regulation regulations',
    art: 'art article articles', sch: 'sch sched schedule schedules', para: 'para paras paragraph paragraphs' });

  function ranges(text) { return text.split(' ').map(function (one) { return parseInt(one, 16); }); }

  function legal(forms) {
    var map = new Map();
    Object.keys(forms).forEach(function (short) {
      forms[short].split(' ').forEach(function (word) { map.set(word, short); });
    });
    return map;
  }

  function within(code, list) {
    for (var i = 0; i < list.length; i += 2) if (code >= list[i] && code <= list[i + 1]) return true;
    return false;
  }

  function classOf(c) {
    var code = c.codePointAt(0);
    if (code < 128) {
      if ((code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58)) return LETTER;
      return code === 39 || code === 96 ? APOSTROPHE : SEPARATOR;
    }
    if (APOSTROPHES.indexOf(c) >= 0) return APOSTROPHE;
    if (within(code, IGNORED_RANGES)) return IGNORED;
    if (within(code, SEPARATOR_RANGES)) return SEPARATOR;
    return within(code, IDEOGRAPH_RANGES) ? IDEOGRAPH : LETTER;
  }

  function fold(c) {
    var code = c.codePointAt(0);
    if (code < 128) return c.toLowerCase();
    if (code >= 0xFF10 && code <= 0xFF5A) return String.fromCharCode(code - 0xFEE0).toLowerCase();
    if (!within(code, FOLDED_RANGES)) return c;
    var folded = '';
    Array.from(c.normalize('NFD')).forEach(function (part) {
      if (classOf(part) !== LETTER) return;
      Array.from(part.toLowerCase()).forEach(function (lower) {
        if (classOf(lower) === LETTER) folded += SPECIAL[lower] || lower;
      });
    });
    return folded;
  }

  function joiner(c) {
    if (c === '-' || c === '\u2010' || c === '\u2011') return '-';
    return c === '.' || c === '&' || c === '/' || c === ':' || c === ',' ? c : '';
  }

  // The words, not yet joined. `gap` is the mark before one, ' ' for spaces and full stops, or '' for anything else.
  function pieces(text) {
    var list = [], gap = '', separators = 0;
    var word = '', length = 0, apostrophe = -1, from = 0, to = 0;

    function finish() {
      if (apostrophe >= 0) word = word.slice(0, apostrophe);
      var isWord = word !== '';
      if (isWord) list.push({ text: word, gap: gap, from: from, to: to });
      word = ''; length = 0; apostrophe = -1;
      return isWord;
    }

    for (var at = 0; at < text.length;) {
      var c = String.fromCodePoint(text.codePointAt(at)), kind = classOf(c);
      if (kind === LETTER) {
        if (length === 0) { apostrophe = -1; from = at; }
        if (length < LONGEST) { word += fold(c); length++; }
        if (apostrophe >= 0 && word.slice(apostrophe) !== 's') apostrophe = -1;
        to = at + c.length;
      } else if (kind === APOSTROPHE && length > 0 && apostrophe < 0) {
        apostrophe = word.length;
      } else if (kind === IDEOGRAPH) {
        finish();
        list.push({ text: c, gap: '', from: at, to: at + c.length });
        gap = ''; separators = 0;
      } else if (kind !== IGNORED) {
        if (finish()) separators = 0;
        separators++;
        var space = c === ' ' || c === '\u00A0' || c === '\n' || c === '\t', joins = joiner(c);
        if (joins && separators === 1) gap = joins;
        else if (!space && c !== '.') gap = '';
        else if (separators === 1 || gap === ' ' || gap === '.') gap = ' ';
        else gap = '';
      }
      at += c.length;
    }
    finish();
    return list;
  }

  function joinsTo(left, right) {
    var gap = right.gap;
    if (gap === '-' || gap === '&') return true;
    if (gap === '' || gap === ' ') return false;
    var numbers = /^[0-9]+$/.test(left.text) && /^[0-9]+$/.test(right.text);
    return numbers || (gap === '.' && (Array.from(left.text).length === 1 || Array.from(right.text).length === 1));
  }

  function reference(piece, next) {
    if ((next.gap !== ' ' && next.gap !== '.') || !/^[0-9]/.test(next.text)) return null;
    var short = LEGAL.get(piece.text);
    return short === undefined ? null : short + next.text;
  }

  // Each word as it is looked up (`text`), which it is (`at`), how many it joins (`span`), and where it stands.
  search.words = function (text) {
    var all = pieces(text), list = [], start = 0;
    while (start < all.length) {
      var end = start + 1, referred = false;
      while (end < all.length && joinsTo(all[end - 1], all[end])) end++;
      for (var i = start; i < end; i++) {
        list.push({ text: all[i].text, at: i, span: 1, from: all[i].from, to: all[i].to });
        var joined = i + 1 < all.length ? reference(all[i], all[i + 1]) : null;
        if (joined !== null) {
          list.push({ text: joined, at: i, span: 2, from: all[i].from, to: all[i + 1].to });
          referred = true;
        }
      }
      if (!referred && end - start >= 2 && end - start <= MOST_PARTS) {
        var whole = all.slice(start, end).map(function (piece) { return piece.text; }).join('');
        if (Array.from(whole).length <= LONGEST) {
          list.push({ text: whole, at: start, span: end - start, from: all[start].from, to: all[end - 1].to });
        }
      }
      start = end;
    }
    return list;
  };
})(handbookSearch);
