// Keeps the two sides on the same page, and each switch on what its side shows.
(() => {
  'use strict'
  const together = document.getElementById('together')
  const close = document.getElementById('close')
  const sides = ['left', 'right'].map((name) => ({
    name,
    frame: document.querySelector(`iframe[name="${name}"]`),
    links: Array.from(document.querySelectorAll(`a[target="${name}"]`)),
    // What it was last sent to: that it gets there is no wish of its reader's.
    isSent: true
  }))

  // The edition that an address shows, and the page in it.
  function read(path) {
    const [, edition, page] = /^\/\.handbook\/editions\/([^/]+)(\/.*)$/.exec(path) || []
    return { edition: edition || document.body.dataset.first, page: page || path }
  }

  const go = (edition, path) => `/.handbook/go?edition=${edition}&page=${encodeURIComponent(path)}`

  function arrived(side, other) {
    const place = side.frame.contentWindow.location
    if (place.protocol === 'about:') return
    const { edition, page } = read(place.pathname)
    side.path = place.pathname
    side.shown = { edition, page }
    side.frame.title = `Page on the ${side.name}: ${edition}`
    for (const link of side.links) {
      link.href = go(link.dataset.edition, side.path)
      if (link.dataset.edition === edition) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
    if (side.name === 'left') close.href = side.path
    const wasSent = side.isSent
    side.isSent = false
    if (wasSent || !together.checked || !other.shown || other.shown.page === page) return
    other.isSent = true
    other.frame.contentWindow.location.replace(go(other.shown.edition, side.path))
  }

  sides.forEach((side, index) => {
    side.frame.addEventListener('load', () => arrived(side, sides[1 - index]))
    side.frame.src = side.frame.dataset.src
  })
})()
