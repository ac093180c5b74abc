// Starts a document: asks for its title, kind and section, has it written, and opens it in the editor.

const { token } = document.getElementById('editor').dataset
const byId = (id) => document.getElementById(id)
const say = (words) => { byId('state').textContent = words }

async function ask(name, body) {
  const method = body === undefined ? 'GET' : 'POST'
  const response = await fetch(`/.handbook/edit/${name}`, { method, headers: { 'handbook-token': token }, body, cache: 'no-store' })
  const isJson = (response.headers.get('content-type') || '').startsWith('application/json')
  const answer = isJson ? await response.json() : { words: await response.text() }
  if (response.ok) return answer
  throw Object.assign(new Error(answer.words), { status: response.status })
}

const wordsOf = (error) => (error.status ? error.message.trim() : 'The preview can’t be reached. Start it again.')

function fill(choice, options) {
  choice.append(...options.map(({ value, label }) => {
    const option = document.createElement('option')
    option.value = value
    option.textContent = label
    return option
  }))
}

function wrong(words) {
  const note = byId('title-wrong')
  note.textContent = words
  note.hidden = words === ''
  byId('title').setAttribute('aria-invalid', String(words !== ''))
}

// The preview learns of the file as of any other that is written, a moment later.
async function known(file) {
  const address = `document?file=${encodeURIComponent(file)}`
  for (let tries = 0; tries < 120; tries++) {
    try {
      await ask(address)
      return
    } catch (error) {
      if (error.status !== 404) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function start(event) {
  event.preventDefault()
  const title = byId('title').value.trim()
  if (title === '') {
    wrong('Give it a title.')
    byId('title').focus()
    return
  }
  wrong('')
  byId('start').disabled = true
  say('Writing')
  try {
    const wanted = { title, kind: byId('kind').value, section: byId('section').value }
    const { file } = await ask('create', JSON.stringify(wanted))
    await known(file)
    location.assign(`/.handbook/edit/?file=${encodeURIComponent(file)}`)
  } catch (error) {
    say('Not written')
    wrong(wordsOf(error))
    byId('title').focus()
    byId('start').disabled = false
  }
}

async function listen() {
  const { kinds, sections } = await ask('choices')
  fill(byId('kind'), kinds)
  fill(byId('section'), sections)
  const usual = () => { byId('section').value = kinds[byId('kind').selectedIndex].section }
  byId('kind').addEventListener('change', usual)
  usual()
  byId('new').addEventListener('submit', start)
  byId('start').disabled = false
  byId('title').focus()
}

listen().catch((error) => say(wordsOf(error)))
