// The fields between `---` lines, read and written in place: only the value that is changed becomes other, and all
// else stays as it is, to the letter. What is more than one value or a plain list of values is left to the text.

// Where the fields stand: from the line after the first `---` to the start of the second. `null` if there are none.
function fieldBlock(text) {
  const open = text.match(/^---[ \t]*\n/)
  if (!open) return null
  const start = open[0].length
  const close = /^(?:---|\.\.\.)[ \t]*$/m
  const found = text.slice(start).search(close)
  return found === -1 ? null : { start, end: start + found }
}

// Each field at the top level: its name, and where all that belongs to it stands.
function fieldsOf(text) {
  const block = fieldBlock(text)
  if (!block) return []
  const fields = []
  let at = block.start
  for (const line of text.slice(block.start, block.end).split('\n').slice(0, -1)) {
    const name = line.match(/^([A-Za-z_][\w-]*)[ \t]*:(?=[ \t]|$)/)
    const last = fields[fields.length - 1]
    if (name) {
      fields.push({ name: name[1], start: at, valueAt: at + name[0].length, end: at + line.length })
    } else if (last && /^([ \t]|- |-$)/.test(line)) {
      last.end = at + line.length
    }
    at += line.length + 1
  }
  return fields
}

// What a field holds: `{ values, comment }`, or `null` where that can't be told or is more than the form shows.
function valueOf(text, field) {
  const written = text.slice(field.valueAt, field.end)
  const rows = written.split('\n')
  if (rows.length > 1) {
    const items = rows.slice(1).map((row) => row.match(/^[ \t]*- (.*)$/))
    if (rows[0].trim() !== '' || items.some((item) => item === null)) return null
    const values = items.map((item) => scalar(item[1]))
    const isPlain = values.every((value) => value !== null && value.comment === '')
    return isPlain ? { values: values.map((value) => value.text), comment: '', many: true } : null
  }
  const list = written.match(/^[ \t]*\[(.*)\][ \t]*(#.*)?$/)
  if (!list) {
    const value = scalar(written)
    return value && { values: value.text === '' ? [] : [value.text], comment: value.comment, many: false }
  }
  const values = splitList(list[1])
  return values && { values, comment: list[2] || '', many: true }
}

// One value, with the comment after it.
function scalar(written) {
  const text = written.trim()
  const quoted = text.match(/^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(#.*)?$/)
  if (quoted) {
    const comment = quoted[2] || ''
    if (quoted[1][0] === "'") return { text: quoted[1].slice(1, -1).replaceAll("''", "'"), comment }
    try {
      return { text: JSON.parse(quoted[1]), comment }
    } catch {
      return null
    }
  }
  const at = text.search(/(^|[ \t])#/)
  const plain = at === -1 ? text : text.slice(0, at).trim()
  // Blocks, aliases, tags and groups are more than a value.
  if (/^[|>&*!{}[\]"'%@`,]/.test(plain) || plain.includes(': ') || plain.endsWith(':')) return null
  return { text: plain, comment: at === -1 ? '' : text.slice(at).trim() }
}

function splitList(inside) {
  const items = inside.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+/g) || []
  const values = items.map((item) => item.trim()).filter((item) => item !== '').map(scalar)
  if (values.some((value) => value === null || value.comment !== '')) return null
  return values.map((value) => value.text)
}

// A value as YAML: in quotation marks unless it can only be plain words.
function asYaml(value, inList) {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N} ’()/._-]*$/u.test(value) || (!inList && /^\p{L}[\p{L} ,.;’()/-]*$/u.test(value))
  const isOther = /^(true|false|yes|no|on|off|null|y|n)$/i.test(value) || /^[\d._-]+$/.test(value) && !/^\d{4}-\d\d-\d\d$/.test(value)
  return isPlain && !isOther && value === value.trim() ? value : JSON.stringify(value)
}

// Sets a field of the text to these values; without any it is emptied. `sort` is how the form shows it.
function setField(name, values, sort) {
  const text = area.value
  const isList = sort === 'many' || sort === 'list'
  const bare = sort === 'one' || sort === 'number' || sort === 'date'
  const yaml = (value) => (bare ? value : asYaml(value, isList))
  const written = values.length === 0 ? '' : isList ? ` [${values.map(yaml).join(', ')}]` : ` ${yaml(values[0])}`
  const field = fieldsOf(text).find((one) => one.name === name)
  if (field) {
    const { comment } = valueOf(text, field)
    return replaceQuietly(field.valueAt, field.end, written + (comment ? ` ${comment}` : ''))
  }
  if (values.length === 0) return
  const block = fieldBlock(text)
  if (block) return replaceQuietly(block.end, block.end, `${name}:${written}\n`)
  replaceQuietly(0, 0, `---\n${name}:${written}\n---\n\n`)
}
