// Hears of changes and brings the page up to date. One of the open tabs listens for all of them, since a
// browser opens only six connections to a server.

const ownScript = document.currentScript
const making = takeMaking(ownScript)
const panel = createPanel({ open: openFile })
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('handbook-preview') : null

const shown = {
  run: ownScript.dataset.run,
  generation: Number(ownScript.dataset.generation),
  status: Number(ownScript.dataset.status)
}
let token = ''
let stream = null
let release = null
let asking = false
let askAgain = false
let work = Promise.resolve()
const tags = new Map()

// The files of styles and scripts that the page uses, if they are the preview's.
function assets() {
  const links = Array.from(document.querySelectorAll('link[rel~="stylesheet"][href], script[src]'))
  return links.filter((node) => node !== ownScript && !replaced.has(node) &&
    new URL(node.href || node.src, location.href).origin === location.origin)
}

function address(node) {
  const url = new URL(node.href || node.src, location.href)
  return url.origin + url.pathname
}

async function tagOf(url) {
  const response = await fetch(url, { method: 'HEAD', cache: 'no-store' })
  await response.text()
  return response.ok ? response.headers.get('etag') : null
}

async function noteAssets() {
  for (const node of assets()) {
    const url = address(node)
    if (!tags.has(url)) tags.set(url, await tagOf(url))
  }
}

// Takes new styles over; says whether a script has changed, which only a reload can take over.
async function refreshAssets(generation) {
  for (const node of assets()) {
    const url = address(node)
    const tag = await tagOf(url)
    if (tag === null || tags.get(url) === tag) continue
    if (node.nodeName === 'SCRIPT') return true
    // One of another name is new already.
    if (!tags.has(url)) {
      tags.set(url, tag)
      continue
    }
    tags.set(url, tag)
    const next = swapStylesheet(node, `${url}?${generation}`)
    rebind(node, next)
  }
  return false
}

function rebind(node, next) {
  for (const copy of making.tree.querySelectorAll('link')) {
    if (making.live.get(copy) === node) making.live.set(copy, next)
  }
}

function refreshImages(changed, generation) {
  for (const image of document.images) {
    const url = new URL(image.src, location.href)
    if (url.origin !== location.origin) continue
    const name = decodeURIComponent(url.pathname).split('/').pop()
    const isChanged = changed === null || changed.some((path) => path.split('/').pop() === name)
    if (isChanged) image.src = `${url.pathname}?${generation}`
  }
}

const isLook = (path) => path.startsWith('themes/') || /^handbook\.ya?ml$/.test(path)

// Fetches the page again and changes what is other than before.
async function update(changed) {
  const response = await fetch(location.pathname + location.search, { cache: 'no-store' })
  const generation = Number(response.headers.get('handbook-generation'))
  if (response.ok !== (shown.status === 200)) {
    if (response.ok) return location.reload()
    return panel.setGone(response.status === 404)
  }
  panel.setGone(false)
  const html = await response.text()
  if (morph(making, html, ownScript.id) === 'reload') return location.reload()
  if (generation) shown.generation = generation
  if (changed === null || changed.some(isLook)) {
    if (await refreshAssets(generation)) return location.reload()
  }
  if (changed === null || changed.some((path) => /\.(svg|png|jpe?g|gif|webp|avif)$/i.test(path))) {
    refreshImages(changed, generation)
  }
  document.dispatchEvent(new CustomEvent('handbook:updated'))
}

// What is wrong. It may take longer than the page: however often it is asked meanwhile, it is fetched once more.
async function askState() {
  if (asking) {
    askAgain = true
    return
  }
  asking = true
  try {
    do {
      askAgain = false
      await fetchState()
    } while (askAgain)
  } finally {
    asking = false
  }
}

async function fetchState() {
  const page = encodeURIComponent(location.pathname)
  const response = await fetch(`/.handbook/state?page=${page}`, { cache: 'no-store' })
  if (!response.ok) return
  const state = await response.json()
  token = state.token
  panel.show(state)
  // The page may have been loaded just before a change of which it did not hear.
  if (state.run !== shown.run || state.generation > shown.generation) {
    take({ run: state.run, generation: state.generation, changed: null })
  }
}

function take(message) {
  panel.setLost(false)
  const isNew = message.run !== shown.run || message.generation > shown.generation
  const { changed } = message.run === shown.run ? message : { changed: null }
  shown.run = message.run
  if (isNew) shown.generation = message.generation
  work = work.then(() => (isNew ? update(changed) : null)).catch(() => {})
  askState().catch(() => {})
}

function tell(message) {
  if (channel) channel.postMessage(message)
  hear(message)
}

function hear(message) {
  if (message.lost) panel.setLost(true)
  else take(message)
}

function listen() {
  if (stream) return
  stream = new EventSource('/.handbook/changes')
  stream.onmessage = (event) => tell(JSON.parse(event.data))
  stream.onerror = () => {
    tell({ lost: true })
    // A browser that was refused does not ask again by itself.
    if (stream && stream.readyState === EventSource.CLOSED) {
      stop()
      setTimeout(listen, 1500)
    }
  }
}

function stop() {
  if (stream) stream.close()
  stream = null
}

function start() {
  if (channel && navigator.locks) {
    navigator.locks.request('handbook-preview', () => new Promise((resolve) => {
      release = resolve
      listen()
    }))
  } else if (!document.hidden) {
    listen()
  }
}

function end() {
  stop()
  if (release) release()
  release = null
}

function openFile(file, line) {
  const body = new URLSearchParams({ file, line: line || '' }).toString().replace(/\+/g, '%20')
  const headers = { 'handbook-token': token, 'content-type': 'application/x-www-form-urlencoded' }
  return fetch('/.handbook/open', { method: 'POST', headers, body }).then(async (response) => {
    if (!response.ok) throw new Error(await response.text())
  })
}

if (channel) channel.onmessage = (event) => hear(event.data)
window.addEventListener('pagehide', end)
window.addEventListener('pageshow', (event) => { if (event.persisted) { start(); askState().catch(() => {}) } })
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    if (!navigator.locks || !channel) stop()
    return
  }
  if (!navigator.locks || !channel) listen()
  // Whatever was missed while the computer or the tab slept.
  askState().catch(() => {})
})
// In the editor's frame the page shows text that isn't saved: the editor says when there is more of it.
if (new URLSearchParams(location.search).has('handbook-draft')) {
  panel.remove()
  document.addEventListener('handbook:draft', ({ detail }) => {
    work = work.then(() => update(detail)).catch(() => {})
  })
} else {
  // Beside another edition the page around it has the switch.
  if (window.frameElement && window.frameElement.hasAttribute('data-side')) panel.remove()
  start()
  askState().catch(() => {})
}
window.addEventListener('load', () => { noteAssets().catch(() => {}) })
