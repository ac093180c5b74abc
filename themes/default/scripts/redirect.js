// Goes to the new address of a page that has moved, keeping the part after #.
(function () {
  'use strict';
  var target = document.currentScript.dataset.target;
  window.location.replace(target.indexOf('#') < 0 ? target + window.location.hash : target);
})();
