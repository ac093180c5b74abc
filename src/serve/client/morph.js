// Brings an open page up to date with as few changes as there are. The page as it was made is kept beside the
// page as it is: what is the same in the old and the new making is not touched, whatever the reader or the
// page's own scripts have done to it since.

// A copy of what was made, and for each of its nodes the node in the page.
function takeMaking(ownScript) {
  const live = new WeakMap()
  const tree = document.documentElement.cloneNode(true)
  bind(tree, document.documentElement, live)
  const making = { tree, live }
  dropUnseen(tree, ownScript.id)
  return making
}

// What is not compared: the preview's own script, and what only browsers without scripts see.
function dropUnseen(tree, ownId) {
  tree.querySelectorAll('script').forEach((script) => { if (script.id === ownId) script.remove() })
  tree.querySelectorAll('noscript').forEach((part) => { part.textContent = '' })
}

function bind(copy, node, live) {
  live.set(copy, node)
  const nodes = Array.from(node.childNodes)
  Array.from(copy.childNodes).forEach((child, at) => { if (nodes[at]) bind(child, nodes[at], live) })
}

// Takes the new making of the page over; says "reload" if only that will do, because scripts have changed.
function morph(making, html, ownId) {
  const next = new DOMParser().parseFromString(html, 'text/html').documentElement
  dropUnseen(next, ownId)
  if (next.querySelector('meta[http-equiv="refresh" i]')) return 'reload'
  if (scripts(making.tree) !== scripts(next)) return 'reload'
  if (making.tree.isEqualNode(next)) return 'same'
  const keep = rememberPlace()
  patch(making.tree, next, making.live)
  making.tree = next
  keep()
  return 'changed'
}

function scripts(tree) {
  const all = Array.from(tree.querySelectorAll('script'))
  return all.map((script) => script.outerHTML.slice(0, script.outerHTML.indexOf('>') + 1)).join('\n')
}

// Changes the node in the page that `old` stands for from `old` to `fresh`, which stands for it from then on.
function patch(old, fresh, live) {
  const node = live.get(old)
  live.set(fresh, node)
  if (!node) return
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) changeText(node, fresh.data)
    return
  }
  if (isStylesheet(fresh) && old.getAttribute('href') !== fresh.getAttribute('href')) {
    live.set(fresh, swapStylesheet(node, fresh.getAttribute('href')))
    return
  }
  changeAttributes(node, old, fresh)
  changeChildren(node, old, fresh, live)
}

function isStylesheet(node) {
  return node.nodeName === 'LINK' && node.relList.contains('stylesheet')
}

// Only the letters that are other than before, so that a selection elsewhere in the text stays.
function changeText(node, text) {
  const was = node.data
  let start = 0
  while (start < was.length && start < text.length && was[start] === text[start]) start++
  let end = 0
  while (end < was.length - start && end < text.length - start &&
    was[was.length - 1 - end] === text[text.length - 1 - end]) end++
  node.replaceData(start, was.length - start - end, text.slice(start, text.length - end))
}

function changeAttributes(node, old, fresh) {
  for (const { name } of Array.from(old.attributes)) {
    if (!fresh.hasAttribute(name)) node.removeAttribute(name)
  }
  for (const { name, value } of Array.from(fresh.attributes)) {
    const before = old.getAttribute(name)
    if (before === value) continue
    if (name === 'class') changeClasses(node, before || '', value)
    else node.setAttribute(name, value)
  }
}

// Classes that a script has added stay.
function changeClasses(node, before, after) {
  const words = (text) => text.split(/\s+/).filter(Boolean)
  node.classList.remove(...words(before).filter((word) => !words(after).includes(word)))
  node.classList.add(...words(after))
}

function changeChildren(node, old, fresh, live) {
  const before = Array.from(old.childNodes)
  const after = Array.from(fresh.childNodes)
  const partners = align(before, after)
  const kept = new Set(partners)
  before.forEach((child, at) => {
    const gone = live.get(child)
    if (!kept.has(at) && gone && gone.parentNode) gone.remove()
  })
  let last = null
  after.forEach((child, at) => {
    if (partners[at] >= 0) {
      patch(before[partners[at]], child, live)
    } else {
      const added = document.importNode(child, true)
      bind(child, added, live)
      place(added, node, last)
    }
    last = within(live.get(child), node) || last
  })
}

// The ancestor of a node that is a child of `parent`: a script may have put a box around it.
function within(node, parent) {
  let at = node
  while (at && at.parentNode !== parent) at = at.parentNode
  return at
}

function place(added, parent, last) {
  if (last) last.after(added)
  else parent.prepend(added)
}

// For each node of `after` its partner in `before`, or -1: first those that are the same, in order, and between
// them those of the same sort.
function align(before, after) {
  const partners = new Array(after.length).fill(-1)
  let start = 0
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) {
    partners[start] = start++
  }
  let oldEnd = before.length
  let freshEnd = after.length
  while (oldEnd > start && freshEnd > start && before[oldEnd - 1].isEqualNode(after[freshEnd - 1])) {
    partners[--freshEnd] = --oldEnd
  }
  alignSame(before, after, partners, start, oldEnd, freshEnd)
  let old = start
  for (let at = start; at < freshEnd; at++) {
    if (partners[at] >= 0) {
      old = partners[at] + 1
      continue
    }
    let limit = oldEnd
    for (let later = at + 1; later < freshEnd; later++) {
      if (partners[later] >= 0) { limit = partners[later]; break }
    }
    const found = similar(before, old, limit, after[at])
    if (found >= 0) {
      partners[at] = found
      old = found + 1
    }
  }
  return partners
}

// The longest run of the same nodes in the same order. A list too long for that is left to the next step.
function alignSame(before, after, partners, start, oldEnd, freshEnd) {
  const rows = oldEnd - start
  const columns = freshEnd - start
  if (rows * columns === 0 || rows * columns > 250000) return
  const text = (node) => node.outerHTML || `${node.nodeType} ${node.data}`
  const old = before.slice(start, oldEnd).map(text)
  const fresh = after.slice(start, freshEnd).map(text)
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1))
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row][column] = old[row] === fresh[column]
        ? lengths[row + 1][column + 1] + 1
        : Math.max(lengths[row + 1][column], lengths[row][column + 1])
    }
  }
  let row = 0
  let column = 0
  while (row < rows && column < columns) {
    if (old[row] === fresh[column]) partners[start + column++] = start + row++
    else if (lengths[row + 1][column] >= lengths[row][column + 1]) row++
    else column++
  }
}

function similar(before, from, to, node) {
  let found = -1
  for (let at = from; at < to; at++) {
    const other = before[at]
    if (other.nodeType !== node.nodeType || other.nodeName !== node.nodeName) continue
    if (other.id === node.id) return at
    if (found < 0) found = at
  }
  return found
}

// When the reader last did something that may scroll the page.
let lastInput = 0
for (const name of ['wheel', 'touchmove', 'keydown', 'pointerdown']) {
  window.addEventListener(name, () => { lastInput = performance.now() }, { passive: true, capture: true })
}

// What is left when a page can only be scrolled by whole pixels. Without it a hundred changes would add up.
let owed = 0

// Remembers what is at the top of the window and what has the focus; the function that it gives puts both back.
function rememberPlace() {
  const root = document.documentElement
  const focused = document.activeElement
  const start = performance.now()
  const seen = window.scrollY > 0 ? seenNodes() : []
  // The browser's own way of keeping the place would be added to ours, in some browsers and in some frames.
  root.style.overflowAnchor = 'none'
  const putBack = () => {
    const anchor = seen.find(({ node }) => node.isConnected)
    if (!anchor || lastInput > start) return
    const moved = () => anchor.node.getBoundingClientRect().top - anchor.top
    if (Math.abs(moved()) > 0) window.scrollBy({ top: moved(), behavior: 'instant' })
    owed = moved()
  }
  return () => {
    putBack()
    if (focused && focused.id && !focused.isConnected) {
      const again = document.getElementById(focused.id)
      if (again) again.focus({ preventScroll: true })
    }
    requestAnimationFrame(() => requestAnimationFrame(() => {
      putBack()
      root.style.overflowAnchor = ''
    }))
  }
}

// The first nodes in the window, and where they ought to be.
function seenNodes() {
  const seen = []
  for (const node of document.querySelectorAll('main *')) {
    const { top, bottom } = node.getBoundingClientRect()
    const isSeen = bottom > 0 && top > -200 && top < window.innerHeight
    if (isSeen && !isPinned(node)) seen.push({ node, top: top - owed })
    if (seen.length === 40) break
  }
  return seen
}

// Does it stay where it is when the page scrolls?
function isPinned(node) {
  for (let at = node; at; at = at.parentElement) {
    if (/sticky|fixed/.test(getComputedStyle(at).position)) return true
  }
  return false
}

// Style sheets whose place another has taken, and which wait for it to load.
const replaced = new WeakSet()

// Puts a new style sheet in the place of one, without a moment in which the page has neither.
function swapStylesheet(link, href) {
  const next = link.cloneNode()
  next.href = href
  next.addEventListener('load', () => link.remove())
  next.addEventListener('error', () => next.remove())
  link.after(next)
  replaced.add(link)
  return next
}
