// Shows the note that a review is overdue once its day has passed, however long ago the page was built.
// The note stands in the page, hidden; data-review-by is the last day on which the document is in date.
(function () {
  'use strict';
  var now = new Date();
  var today = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  document.querySelectorAll('[data-module~="review-date"]').forEach(function (note) {
    if (note.dataset.reviewBy < today) note.hidden = false;
  });
})();
