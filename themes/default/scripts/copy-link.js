// A heading's # copies the address of that section, and still goes there. It says so beside the heading, and aloud.
(function () {
  'use strict';
  if (!navigator.clipboard) return;

  document.querySelectorAll('[data-module~="copy-link"]').forEach(function (text) {
    var said = document.createElement('span');
    said.className = 'copied';
    said.setAttribute('role', 'status');
    text.appendChild(said);
    var timer;

    text.addEventListener('click', function (event) {
      var anchor = event.target.closest('.heading-anchor');
      if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
      navigator.clipboard.writeText(anchor.href).then(function () {
        said.textContent = text.dataset.copied;
        anchor.classList.add('heading-anchor--copied');
        anchor.dataset.copied = text.dataset.copied;
        clearTimeout(timer);
        timer = setTimeout(function () {
          said.textContent = '';
          anchor.classList.remove('heading-anchor--copied');
        }, 2500);
      }, function () {});
    });
  });
})();
