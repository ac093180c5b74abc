// The text that is being edited, and changes to it that the browser can undo.

const area = document.getElementById('text')

// Puts `text` in place of what is between two places, and selects a part of it.
function replace(start, end, text, from = text.length, to = from) {
  area.focus({ preventScroll: true })
  area.setSelectionRange(start, end)
  // The one way to change a field that browsers put on the list of what can be undone.
  const isDone = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (!isDone) {
    area.setRangeText(text, start, end, 'end')
    area.dispatchEvent(new Event('input'))
  }
  area.setSelectionRange(start + from, start + to)
}

// The same without taking the reader away from where they are.
function replaceQuietly(start, end, text) {
  const top = area.scrollTop
  area.setRangeText(text, start, end, 'preserve')
  area.scrollTop = top
  area.dispatchEvent(new Event('input'))
}

const lineAt = (place) => area.value.slice(0, place).split('\n').length

// From the start of the first selected line to the end of the last.
function selectedLines() {
  const { value, selectionStart, selectionEnd } = area
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1
  const next = value.indexOf('\n', selectionEnd)
  return { start, end: next === -1 ? value.length : next }
}

// Shows a line, from 1, and selects it.
function showLine(number) {
  const lines = area.value.split('\n')
  const start = lines.slice(0, number - 1).join('\n').length + (number > 1 ? 1 : 0)
  area.focus()
  area.setSelectionRange(start, start + (lines[number - 1] || '').length)
  const height = parseFloat(getComputedStyle(area).lineHeight)
  area.scrollTop = Math.max(0, (number - 4) * height)
}
