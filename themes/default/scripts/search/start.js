// The search client's own name. `var` makes it the window's, whatever element a page may have of that name.
var handbookSearch = handbookSearch || {};
