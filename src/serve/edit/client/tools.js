// Buttons that write Markdown for those who don't know it.

function surround(before, after, words) {
  const { selectionStart: start, selectionEnd: end, value } = area
  const inside = value.slice(start, end) || words
  replace(start, end, before + inside + after, before.length, before.length + inside.length)
}

// Puts a mark before each selected line, or takes it away where all have it.
function mark(pattern, markFor) {
  const { start, end } = selectedLines()
  const lines = area.value.slice(start, end).split('\n')
  const isMarked = lines.every((line, at) => line.startsWith(markFor(line, at)))
  const next = lines.map((line, at) => (isMarked ? '' : markFor(line, at)) + line.replace(pattern, ''))
  replace(start, end, next.join('\n'))
}

// Puts a piece on lines of its own, with an empty line before and after.
function insertBlock(text) {
  const { end } = selectedLines()
  const before = area.value.slice(0, end)
  const after = area.value.slice(end)
  const gapBefore = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const gapAfter = after.startsWith('\n\n') || after === '' ? '\n' : '\n\n'
  replace(end, end, gapBefore + text + gapAfter, gapBefore.length, gapBefore.length + text.length)
}

const heading = /^#{1,6}[ \t]+/
const item = /^([-*+]|\d+[.)])[ \t]+/

const tools = [
  ['Bold', () => surround('**', '**', 'important')],
  ['Italic', () => surround('*', '*', 'words')],
  ['Heading', () => mark(heading, () => '## ')],
  ['Smaller heading', () => mark(heading, () => '### ')],
  ['List', () => mark(item, () => '- ')],
  ['Numbered list', () => mark(item, (_, at) => `${at + 1}. `)],
  ['Link', () => surround('[', '](page.md)', 'words of the link')],
  ['Table', () => insertBlock('| First column | Second column |\n| --- | --- |\n| Words | Words |')]
]

function buildTools(components, addPicture) {
  const bar = document.getElementById('tools')
  for (const [words, act] of tools) {
    const button = make('button', { type: 'button', className: 'button' }, words)
    button.addEventListener('click', act)
    bar.append(button)
  }
  const file = make('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/webp', hidden: true })
  file.addEventListener('change', () => { if (file.files[0]) addPicture(file.files[0]); file.value = '' })
  const picture = make('button', { type: 'button', className: 'button' }, 'Picture')
  picture.addEventListener('click', () => file.click())
  const choice = make('select', { className: 'field__input tools__choice', 'aria-label': 'Component' },
    ...components.map((one) => make('option', { value: one.name }, one.name.replaceAll('-', ' '))))
  const add = make('button', { type: 'button', className: 'button' }, 'Add component')
  add.addEventListener('click', () => insertBlock(components[choice.selectedIndex].text))
  bar.append(picture, file, make('span', { className: 'tools__group' }, choice, add))
}
