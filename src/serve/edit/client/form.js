// The fields at the top of the text as a form. The text is the truth: the form shows what stands in it.

// Those that nearly every document has come first, whether they are filled in or not.
const USUAL = ['title', 'summary', 'kind', 'status', 'owner', 'reviewed', 'review_by', 'audience', 'model', 'criteria', 'tags']
const inputs = new Map()

function make(name, properties, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in node && !key.startsWith('aria')) node[key] = value
    else node.setAttribute(key, value)
  }
  node.append(...children)
  return node
}

function buildForm(fields) {
  const usual = document.getElementById('fields')
  const more = document.getElementById('more-fields')
  const order = (field) => (USUAL.indexOf(field.name) + 1 || USUAL.length + 1)
  for (const field of [...fields].sort((a, b) => order(a) - order(b))) {
    const isUsual = USUAL.includes(field.name)
    ;(isUsual ? usual : more).append(buildField(field))
  }
  document.getElementById('more').hidden = more.childElementCount === 0
}

function buildField(field) {
  const id = `field-${field.name}`
  const about = make('p', { className: 'field__about', id: `${id}-about` },
    field.about + (field.sort === 'list' ? ' One on each line.' : ''))
  const note = make('p', { className: 'field__note', hidden: true }, 'It is written in a way that this form can’t show. Change it in the text.')
  const control = field.sort === 'many' ? choiceBoxes(field, id) : choiceField(field, id)
  inputs.set(field.name, { field, control, note })
  if (field.sort === 'many') {
    control.append(make('legend', { className: 'field__label' }, field.label), about,
      make('div', { className: 'boxes' }, ...control.boxes), note)
    return control
  }
  return make('div', { className: 'field' },
    make('label', { className: 'field__label', htmlFor: id }, field.label), about, control, note)
}

function choiceField(field, id) {
  const shared = { id, className: 'field__input', 'aria-describedby': `${id}-about` }
  if (field.sort === 'one') {
    const control = make('select', shared, make('option', { value: '' }, 'Not said'),
      ...field.choices.map((one) => make('option', { value: one.value }, one.label)))
    control.addEventListener('change', () => change(field, control.value ? [control.value] : []))
    return control
  }
  const control = field.sort === 'list'
    ? make('textarea', { ...shared, rows: 2 })
    : make('input', { ...shared, type: field.sort, autocomplete: 'off' })
  control.addEventListener('change', () => {
    const values = field.sort === 'list' ? control.value.split('\n') : [control.value]
    change(field, values.map((value) => value.trim()).filter((value) => value !== ''))
  })
  return control
}

function choiceBoxes(field, id) {
  const control = make('fieldset', { className: 'field field--many', 'aria-describedby': `${id}-about` })
  control.boxes = field.choices.map((one) => {
    const box = make('input', { type: 'checkbox', value: one.value })
    box.addEventListener('change', () => {
      // What the text says and the handbook doesn't know stays.
      const known = field.choices.map((choice) => choice.value)
      const others = (current(field.name) || []).filter((value) => !known.includes(value))
      const chosen = control.boxes.filter((label) => label.control.checked).map((label) => label.control.value)
      change(field, chosen.concat(others))
    })
    return make('label', { className: 'box' }, box, ` ${one.label}`)
  })
  return control
}

function change(field, values) {
  setField(field.name, values, field.sort)
}

// What stands in the text; `null` if the form can't show it.
function current(name) {
  const fields = fieldsOf(area.value).filter((one) => one.name === name)
  if (fields.length === 0) return []
  const value = fields.length === 1 ? valueOf(area.value, fields[0]) : null
  return value && value.values
}

// Brings the form up to date with the text, except for what the person is in the middle of.
function showFields() {
  for (const { field, control, note } of inputs.values()) {
    if (control.contains(document.activeElement) && control.tagName !== 'FIELDSET') continue
    const values = current(field.name)
    const isShown = values !== null && fits(field, values)
    note.hidden = isShown
    control.disabled = !isShown
    const shown = isShown ? values : []
    if (field.sort === 'many') {
      control.boxes.forEach((label) => { label.control.checked = shown.includes(label.control.value) })
    } else {
      control.value = shown.join('\n')
    }
  }
}

// Can the form show these values without changing them?
function fits(field, values) {
  if (field.sort === 'many' || field.sort === 'list') return true
  if (values.length > 1) return false
  const [value = ''] = values
  if (value === '') return true
  if (field.sort === 'one') return field.choices.some((one) => one.value === value)
  if (field.sort === 'date') return /^\d{4}-\d\d-\d\d$/.test(value)
  return field.sort !== 'number' || /^-?\d+$/.test(value)
}
