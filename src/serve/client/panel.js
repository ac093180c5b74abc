// The bar at the foot of the page and the panel above it, which shows what is wrong in the words of `check`.
// They stand in a shadow tree, so that neither the theme's styles nor the page's scripts reach them.

function createPanel(actions) {
  const host = document.createElement('handbook-preview')
  const root = host.attachShadow({ mode: 'open' })
  const parts = buildPanel(root)
  const view = { state: null, lost: false, gone: false, open: false, byHand: false, first: true }
  const store = {
    get: (name) => { try { return sessionStorage.getItem(name) } catch { return null } },
    set: (name, value) => { try { sessionStorage.setItem(name, value) } catch { /* not kept, then */ } }
  }
  let known = new Set(JSON.parse(store.get('handbook-preview-known') || '[]'))
  let folded = store.get('handbook-preview-folded') === 'yes'
  let lostTimer = null

  function remember() {
    store.set('handbook-preview-known', JSON.stringify(Array.from(known)))
  }

  // Opens by itself for an error that was not there before, and closes when all are gone.
  function judge(state) {
    const here = state.here.filter(isError).map(keyOf)
    const elsewhere = state.elsewhere.filter(isError).map(keyOf)
    const all = here.concat(elsewhere)
    known = new Set(all.filter((key) => known.has(key)))
    if (view.first) elsewhere.forEach((key) => known.add(key))
    const fresh = all.filter((key) => !known.has(key))
    remember()
    if (fresh.length > 0 && !view.open) setOpen(true, false)
    if (fresh.length > 0) say(parts.alert, announce(state, fresh))
    if (fresh.length === 0 && view.open && !view.byHand) setOpen(false, false)
    view.first = false
  }

  function setOpen(open, byHand) {
    const had = parts.panel.contains(root.activeElement)
    view.open = open
    view.byHand = byHand
    if (!open && view.state) {
      view.state.here.concat(view.state.elsewhere).filter(isError).forEach((one) => known.add(keyOf(one)))
      remember()
    }
    parts.panel.hidden = !open
    parts.problems.setAttribute('aria-expanded', String(open))
    if (!open && had) (folded ? parts.unfold : parts.problems).focus()
  }

  function setFolded(value) {
    folded = value
    store.set('handbook-preview-folded', folded ? 'yes' : 'no')
    parts.bar.hidden = folded
    parts.unfold.hidden = !folded
    measure()
  }

  function measure() {
    const height = folded ? 0 : parts.bar.offsetHeight
    host.style.height = `${height}px`
    document.documentElement.style.scrollPaddingBottom = height ? `${height + 8}px` : ''
  }

  function draw() {
    const { state } = view
    say(parts.status, statusWords(view))
    parts.frame.dataset.state = view.lost ? 'lost' : view.gone || (state && state.held) ? 'held' : 'live'
    if (!state) return
    const count = countWords(state)
    parts.problems.dataset.worst = worst(state)
    parts.problemsText.textContent = count[0]
    parts.problemsMore.textContent = count[1] || ''
    parts.unfoldText.textContent = state.errors + state.warnings > 0 ? count.join('') : 'Preview'
    parts.edit.hidden = !state.file
    parts.editHere.hidden = !state.file || !state.edits
    parts.editHere.href = `/.handbook/edit/?file=${encodeURIComponent(state.file || '')}`
    drawEditions(parts.editions, state)
    parts.title.textContent = state.summary
    parts.note.textContent = state.held || ''
    parts.note.hidden = !state.held
    fill(parts.here, 'On this page', state.here, actions)
    fill(parts.elsewhere, 'Elsewhere in the handbook', state.elsewhere, actions)
    parts.more.hidden = state.more === 0
    parts.more.textContent = `${state.more} more. “handbook check” lists them all.`
    measure()
  }

  parts.problems.addEventListener('click', () => setOpen(!view.open, true))
  parts.close.addEventListener('click', () => setOpen(false, true))
  parts.fold.addEventListener('click', () => { setFolded(true); parts.unfold.focus() })
  parts.unfold.addEventListener('click', () => { setFolded(false); parts.problems.focus() })
  parts.edit.addEventListener('click', () => openAndSay(view.state.file))
  root.addEventListener('click', (event) => {
    const link = event.target.closest('[data-file]')
    if (link) openAndSay(link.dataset.file, link.dataset.line)
  })
  document.addEventListener('keydown', (event) => {
    const isTaken = event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')
    if (event.key === 'Escape' && view.open && !isTaken) setOpen(false, true)
  })

  function openAndSay(file, line) {
    actions.open(file, line).then(
      () => say(parts.status, 'Opened in your editor'),
      (error) => say(parts.status, error.message || 'It could not be opened'))
  }

  const styles = root.querySelector('link')
  host.hidden = true
  styles.addEventListener('load', () => { host.hidden = false; setFolded(folded) })
  new ResizeObserver(measure).observe(parts.bar)
  document.body.append(host)
  draw()

  return {
    remove: () => host.remove(),
    show(state) {
      view.state = state
      judge(state)
      draw()
    },
    setGone(gone) {
      if (view.gone !== gone) { view.gone = gone; draw() }
    },
    // A connection that comes back within two seconds was never missed.
    setLost(lost) {
      if (lost && !lostTimer) lostTimer = setTimeout(() => { view.lost = true; draw() }, 2000)
      if (lost) return
      clearTimeout(lostTimer)
      lostTimer = null
      if (view.lost) { view.lost = false; draw() }
    }
  }
}

// The way to the same page of each edition. Nothing that stays the same is made anew, for who is on it to stay there.
function drawEditions(nav, { editions, edition }) {
  nav.hidden = editions.length === 0
  const here = encodeURIComponent(location.pathname)
  const addresses = editions.map((one) => `/.handbook/go?edition=${one}&page=${here}`)
  if (Array.from(nav.querySelectorAll('[data-edition]'), (link) => link.dataset.edition).join() !== editions.join()) {
    const links = editions.map((one) => {
      const link = make('a', { className: 'bar__edition' }, one)
      link.dataset.edition = one
      return link
    })
    const both = make('a', { className: 'bar__edition', href: `/.handbook/side-by-side?page=${here}` }, 'Side by side')
    nav.replaceChildren(...links, both)
  }
  editions.forEach((one, place) => {
    nav.children[place].href = addresses[place]
    if (one === edition) nav.children[place].setAttribute('aria-current', 'true')
    else nav.children[place].removeAttribute('aria-current')
  })
}

const isError = (diagnostic) => diagnostic.severity === 'error'

// The same mistake on another line is the same mistake.
function keyOf({ rule, message, place }) {
  return JSON.stringify([rule, message, place && place.file])
}

// Changes a text that is read aloud only if it is other than before.
function say(node, words) {
  if (node.textContent !== words) node.textContent = words
}

function statusWords({ state, lost, gone }) {
  if (lost) return 'The preview has stopped'
  if (gone) return 'This page is no longer in the handbook'
  if (!state) return 'Checking'
  return state.held ? 'Last good page' : 'Up to date'
}

function plural(count, one, many) {
  return `${count} ${count === 1 ? one : many}`
}

// The first words say enough where there is little room, and the rest is left out there.
function countWords({ here, errors, warnings }) {
  const own = here.filter((one) => one.severity !== 'info').length
  const all = errors + warnings
  if (all === 0) return ['Nothing to put right']
  return own === 0 ? [`${all} in the handbook`] : [`${own} on this page`, `, ${all} in the handbook`]
}

function worst({ errors, warnings }) {
  if (errors > 0) return 'error'
  return warnings > 0 ? 'warning' : 'none'
}

function announce(state, fresh) {
  const first = state.here.concat(state.elsewhere).find((one) => isError(one) && fresh.includes(keyOf(one)))
  return `${plural(fresh.length, 'new error', 'new errors')}. ${first.message}`
}

function make(name, properties, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in node && !key.startsWith('aria')) node[key] = value
    else node.setAttribute(key, value)
  }
  node.append(...children)
  return node
}

function buildPanel(root) {
  const parts = {}
  const keep = (name, node) => { parts[name] = node; return node }
  const button = (name, properties, ...children) =>
    keep(name, make('button', { type: 'button', ...properties }, ...children))
  root.append(
    make('link', { rel: 'stylesheet', href: '/.handbook/preview.css' }),
    keep('frame', make('div', { className: 'frame' },
      keep('panel', make('section', { className: 'panel', id: 'panel', hidden: true, 'aria-labelledby': 'title' },
        make('header', { className: 'panel__head' },
          keep('title', make('h2', { className: 'panel__title', id: 'title' })),
          button('close', { className: 'button' }, 'Close')),
        make('div', { className: 'panel__body', tabIndex: 0, role: 'group', 'aria-labelledby': 'title' },
          keep('note', make('p', { className: 'panel__note', hidden: true })),
          keep('here', make('div', {})),
          keep('elsewhere', make('div', {})),
          keep('more', make('p', { className: 'panel__more', hidden: true }))))),
      keep('bar', make('section', { className: 'bar', 'aria-label': 'Preview' },
        make('p', { className: 'bar__state' },
          make('span', { className: 'bar__dot', 'aria-hidden': 'true' }),
          make('span', { className: 'bar__name' }, 'Preview'),
          keep('status', make('span', { role: 'status' }))),
        button('problems', { className: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' },
          make('span', { className: 'button__mark', 'aria-hidden': 'true' }),
          make('span', {},
            keep('problemsText', make('span', {}, 'Checking')),
            keep('problemsMore', make('span', { className: 'wide' })))),
        keep('editions', make('nav', { className: 'bar__editions', hidden: true, 'aria-label': 'Editions' })),
        keep('editHere', make('a', { className: 'button', hidden: true }, 'Edit')),
        button('edit', { className: 'button', hidden: true }, 'Open in my editor'),
        button('fold', { className: 'button button--quiet' }, 'Hide'))),
      button('unfold', { className: 'button unfold', hidden: true, 'aria-label': 'Show the preview’s bar' },
        keep('unfoldText', make('span', {}, 'Preview'))),
      keep('alert', make('p', { className: 'unseen', role: 'alert' })))))
  return parts
}

// Every word from the handbook goes in as text, never as HTML.
function fill(box, heading, diagnostics, actions) {
  box.hidden = diagnostics.length === 0
  box.replaceChildren()
  if (box.hidden) return
  box.append(make('h3', { className: 'panel__heading' }, heading),
    make('ul', { className: 'faults', role: 'list' }, ...diagnostics.map(fault)))
}

const severities = { error: 'Error', warning: 'Warning', info: 'For information' }

function fault(diagnostic) {
  const { severity, rule, message, help, place, related } = diagnostic
  const item = make('li', { className: `fault fault--${severity}` },
    make('p', { className: 'fault__message' },
      make('strong', { className: 'fault__severity' }, `${severities[severity]}: `),
      message, ' ', make('span', { className: 'fault__rule' }, rule)))
  if (place) item.append(...where(place))
  if (help) {
    item.append(make('p', { className: 'fault__help' }, make('strong', {}, 'To put it right: '), help))
  }
  for (const other of related) {
    item.append(make('p', { className: 'fault__help' }, `${other.message}:`), ...where(other.place))
  }
  return item
}

function where({ text, file, line, excerpt }) {
  const link = make('button', { type: 'button', className: 'fault__place', title: 'Open in my editor' }, text)
  link.dataset.file = file
  if (line) link.dataset.line = line
  if (!excerpt) return [link]
  const number = String(excerpt.number)
  const carets = ' '.repeat(excerpt.before) + '^'.repeat(excerpt.carets)
  const code = make('pre', { className: 'fault__line', tabIndex: 0, role: 'group', 'aria-label': `Line ${number}` },
    make('span', { className: 'fault__gutter' }, `${number} | `), excerpt.line, '\n',
    make('span', { className: 'fault__gutter' }, `${' '.repeat(number.length)} | `),
    make('span', { className: 'fault__carets', 'aria-hidden': 'true' }, carets))
  return [link, code]
}
