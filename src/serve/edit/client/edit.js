// Opens a document, shows what its text would look like, and saves it. Text that is not saved is kept in the browser
// until it is.

const { token } = document.getElementById('editor').dataset
const file = new URLSearchParams(location.search).get('file') || ''
const byId = (id) => document.getElementById(id)
const frame = byId('page')
const kept = `handbook-unsaved:${file}`

let version = ''
let saved = ''
let isReadOnly = false
let timer = null
let asking = false
let askAgain = false
let isSaving = false
// Files that have changed and the frame has not been told of; `null` if any may have.
let news = []

const say = (words) => { if (byId('state').textContent !== words) byId('state').textContent = words }
const isChanged = () => area.value !== saved

async function ask(name, body, query = {}) {
  const address = `/.handbook/edit/${name}?${new URLSearchParams({ file, ...query }).toString().replace(/\+/g, '%20')}`
  const headers = { 'handbook-token': token }
  const method = body === undefined ? 'GET' : 'POST'
  const response = await fetch(address, { method, headers, body, cache: 'no-store' })
  const isJson = (response.headers.get('content-type') || '').startsWith('application/json')
  const answer = isJson ? await response.json() : { words: await response.text() }
  if (response.ok) return answer
  throw Object.assign(new Error(answer.words), { status: response.status, now: answer.now })
}

const wordsOf = (error) => (error.status
  ? error.message.trim()
  : 'The preview can’t be reached. Your text is kept in this browser: start the preview again.')

// Text that is not saved

const store = {
  read: () => { try { return JSON.parse(localStorage.getItem(kept)) } catch { return null } },
  write: () => {
    try {
      localStorage.setItem(kept, JSON.stringify({ text: area.value, version, at: Date.now() }))
    } catch { /* a browser that keeps nothing */ }
  },
  clear: () => { try { localStorage.removeItem(kept) } catch { /* the same */ } }
}

function offerKept(now) {
  const found = store.read()
  if (!found || typeof found.text !== 'string') return
  if (found.text === now) return store.clear()
  const at = new Date(found.at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  byId('found-words').textContent = `It is from ${at}.` +
    (found.version === version ? '' : ' The file has been changed since: you will see both when you save.')
  byId('found').hidden = false
  byId('found-take').onclick = () => {
    byId('found').hidden = true
    version = found.version
    setText(found.text)
    area.focus()
  }
  byId('found-drop').onclick = () => {
    byId('found').hidden = true
    store.clear()
    area.focus()
  }
}

// As if it had been typed, so that it can be undone.
function setText(text) {
  replace(0, area.value.length, text, 0)
  area.scrollTop = 0
}

// The page and what is to be put right

function changed() {
  byId('save').disabled = isReadOnly || !isChanged()
  if (isChanged()) store.write()
  // What was kept and not yet chosen is not thrown away by opening the document.
  else if (byId('found').hidden) store.clear()
  if (!isReadOnly) say(isChanged() ? 'Not saved' : 'Saved')
  showFields()
  clearTimeout(timer)
  timer = setTimeout(() => { look().catch((error) => say(wordsOf(error))) }, 250)
}

// One look at a time: however much is typed meanwhile, there is one more.
async function look() {
  if (asking) {
    askAgain = true
    return
  }
  asking = true
  try {
    do {
      askAgain = false
      showPage((await ask('draft', area.value)).page)
      showProblems(await ask('problems'))
    } while (askAgain)
  } finally {
    asking = false
  }
}

function showPage(page) {
  byId('page-none').hidden = page !== null
  frame.hidden = page === null
  if (page === null) return
  const address = `${page}?handbook-draft=${encodeURIComponent(file)}`
  let isShown = false
  try {
    isShown = frame.contentWindow.location.href === new URL(address, location.href).href
  } catch { /* it was led elsewhere */ }
  if (!isShown) frame.src = address
  else frame.contentDocument.dispatchEvent(new CustomEvent('handbook:draft', { detail: news }))
  news = []
  byId('leave').href = page
}

const severities = { error: 'Error', warning: 'Warning', info: 'For information' }

// Every word from the handbook goes in as text, never as HTML.
function showProblems(problems) {
  byId('problems-none').hidden = problems.length > 0
  byId('problems').replaceChildren(...problems.map(({ severity, message, help, place }) => {
    const words = make('span', {}, make('strong', {}, `${severities[severity]}: `), message)
    const item = make('li', { className: `problem problem--${severity}` })
    if (place && place.line) {
      const link = make('button', { type: 'button', className: 'problem__line' }, `Line ${place.line}`)
      link.addEventListener('click', () => showLine(place.line))
      item.append(link, ' ')
    }
    item.append(words)
    if (help) item.append(make('p', { className: 'problem__help' }, help))
    return item
  }))
}

// Saving

async function save() {
  if (byId('save').disabled) return
  const text = area.value
  byId('save').disabled = true
  isSaving = true
  say('Saving')
  try {
    version = (await ask('save', text, { version })).version
    saved = text
    byId('conflict').hidden = true
  } catch (error) {
    if (error.now) showConflict(error.now)
    byId('save').disabled = false
    return say(wordsOf(error))
  } finally {
    isSaving = false
  }
  changed()
}

// The handbook has changed on disk: this file, or what its page shows of others.
async function hear(files) {
  news = files === null || news === null ? null : news.concat(files)
  if (isSaving) return
  const now = await ask('document')
  if (now.version !== version && !isSaving) {
    if (isChanged()) return say('Not saved. The file has been changed: you will see both when you save.')
    version = now.version
    saved = now.text
    area.value = now.text
  }
  changed()
}

function showConflict(now) {
  const mine = area.value
  const [one, other] = [mine.split('\n'), now.text.split('\n')]
  const first = one.findIndex((line, at) => line !== other[at])
  byId('conflict-words').textContent = 'It was changed after you opened it, so yours was not saved. ' +
    `They differ from line ${(first === -1 ? one.length : first) + 1} on.`
  byId('conflict-mine').value = mine
  byId('conflict-theirs').value = now.text
  byId('conflict').hidden = false
  byId('conflict').focus()
  byId('conflict-mine-take').onclick = () => {
    version = now.version
    save()
  }
  byId('conflict-theirs-take').onclick = () => {
    byId('conflict').hidden = true
    version = now.version
    saved = now.text
    setText(now.text)
  }
  byId('conflict-later').onclick = () => {
    byId('conflict').hidden = true
    area.focus()
  }
}

// Pictures

async function addPicture(picture) {
  const dialog = byId('picture')
  const alt = byId('picture-alt')
  alt.value = ''
  dialog.returnValue = ''
  dialog.showModal()
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }))
  area.focus()
  if (dialog.returnValue !== 'add') return
  try {
    const { name } = await ask('picture', picture, { name: picture.name || '' })
    const words = alt.value.trim().replace(/[[\]\\]/g, '\\$&')
    surround(`![${words}](${name})`, '', '')
    say(`Not saved. Added ${name}`)
  } catch (error) {
    say(wordsOf(error))
  }
}

function takePicture(event, data) {
  const picture = Array.from(data ? data.files : []).find((one) => one.type.startsWith('image/'))
  if (!picture || isReadOnly) return
  event.preventDefault()
  addPicture(picture)
}

// Starting

function listen() {
  area.addEventListener('input', changed)
  area.addEventListener('paste', (event) => takePicture(event, event.clipboardData))
  area.addEventListener('drop', (event) => takePicture(event, event.dataTransfer))
  document.addEventListener('selectionchange', () => {
    if (document.activeElement === area) byId('where').textContent = `Line ${lineAt(area.selectionStart)}`
  })
  byId('save').addEventListener('click', save)
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault()
      save()
    }
  })
  new EventSource('/.handbook/changes').onmessage = (event) => {
    hear(JSON.parse(event.data).changed).catch(() => {})
  }
  window.addEventListener('beforeunload', (event) => { if (isChanged()) event.preventDefault() })
}

async function start() {
  byId('title').textContent = `Edit ${file.split('/').pop()}`
  document.title = `Edit ${file}`
  const [opened, form] = await Promise.all([ask('document'), ask('form')])
  version = opened.version
  saved = opened.text
  isReadOnly = opened.readOnly
  area.value = opened.text
  area.disabled = false
  area.readOnly = isReadOnly
  buildForm(form.fields)
  if (!isReadOnly) buildTools(form.components, addPicture)
  listen()
  offerKept(opened.text)
  changed()
  if (isReadOnly) {
    document.querySelectorAll('#form input, #form select, #form textarea, #form fieldset').forEach((one) => { one.disabled = true })
    say('This file may only be read')
  }
}

start().catch((error) => say(wordsOf(error)))
