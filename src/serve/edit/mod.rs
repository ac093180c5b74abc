//! Editing documents in the preview: a page with the text on one side and what readers will see on the other, and
//! the few requests that it makes. Only the pages of this preview may make them, and only documents in the content
//! folder are written.

mod draft;
mod form;
mod new;
mod picture;
mod store;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use crate::load;
use crate::render::{Content, OutputPath};
use crate::serve::answer::value;
use crate::serve::edit::draft::Drafts;
use crate::serve::edit::store::{Stored, Unsaved};
use crate::serve::guard::Guard;
use crate::serve::http::{BODY_LIMIT, Request, Response};
use crate::serve::media;
use crate::serve::overlay::{self, OWN};
use crate::serve::session::{Page, Session};
use crate::source::SourcePath;

const PAGE: &str = include_str!("client/edit.html");
const NEW_PAGE: &str = include_str!("client/new.html");
const NEW_SCRIPT: &str =
    concat!("(() => {\n'use strict'\n", include_str!("client/new.js"), "})()\n");
const STYLES: &str = include_str!("client/edit.css");
const SCRIPT: &str = concat!(
    "(() => {\n'use strict'\n",
    include_str!("client/text.js"),
    include_str!("client/fields.js"),
    include_str!("client/form.js"),
    include_str!("client/tools.js"),
    include_str!("client/edit.js"),
    "})()\n"
);

/// The longest text and the largest picture that are taken.
const MOST: usize = 12 * 1024 * 1024;

/// What a browser is told that was never sent to the address with the key.
const NO_KEY: &str = "To edit, open the address that the terminal shows. It holds a key that only you have. It is another \
                      each time the preview starts.";

/// What editing needs.
pub(super) struct Desk {
    session: Arc<Session>,
    guard: Guard,
    /// Given to the page, which has to show it with each request.
    token: String,
    /// In the address that only the person who started the preview is told, and then in a cookie: others who use
    /// this computer can reach the preview too.
    key: String,
    drafts: Drafts,
    /// One save at a time, so that each sees what the one before has written.
    saving: Mutex<()>,
}

impl Desk {
    /// `with_drafts`: the preview shows drafts too.
    pub(super) fn new(
        session: Arc<Session>,
        guard: Guard,
        [token, key]: [String; 2],
        with_drafts: bool,
    ) -> Self {
        let drafts = Drafts::new(with_drafts);
        Desk { session, guard, token, key, drafts, saving: Mutex::default() }
    }

    /// The longest body of a request: more than usual only for those who have the token.
    pub(super) fn body_limit(&self, request: &Request) -> usize {
        match request.path.starts_with(&format!("{OWN}edit/")) && self.has_token(request) {
            true => MOST,
            false => BODY_LIMIT,
        }
    }

    fn is_trusted(&self, request: &Request) -> bool {
        request.is_local && self.has_key(request) && self.has_token(request)
    }

    /// The name of the cookie. Browsers keep cookies by host and not by port, so it has the port in it.
    fn cookie(&self) -> String {
        format!("handbook-edit-{}", self.guard.address.port())
    }

    /// Is it from the browser that was sent to the address with the key?
    fn has_key(&self, request: &Request) -> bool {
        let wanted = format!("{}={}", self.cookie(), self.key);
        let cookies = request.header("cookie").unwrap_or_default();
        cookies.split(';').any(|one| one.trim() == wanted)
    }

    /// The address with the key: gives the browser the cookie, and leads on to an address without it.
    fn enter(&self, request: &Request) -> Response {
        if value(&request.query, "key").as_ref() != Some(&self.key) || !request.is_local {
            return Response::plain(403, NO_KEY);
        }
        let cookie = self.cookie();
        let cookie = format!("{cookie}={}; Path={OWN}edit/; HttpOnly; SameSite=Strict", self.key);
        let to_home = Response::plain(303, "This browser may edit.").with("Location", "/");
        to_home.with("Set-Cookie", cookie)
    }

    /// Is it from a page that was given the token?
    fn has_token(&self, request: &Request) -> bool {
        self.guard.check(request).is_ok()
            && self.guard.is_from_own_page(request)
            && request.header("handbook-token") == Some(self.token.as_str())
    }

    /// An address below `/.handbook/edit/`.
    pub(super) fn answer(&self, name: &str, request: &Request) -> Response {
        let is_reading = matches!(request.method.as_str(), "GET" | "HEAD");
        match name {
            "enter" if is_reading => return self.enter(request),
            "" | "new" if is_reading && request.is_local => {
                if !self.has_key(request) {
                    return Response::plain(403, NO_KEY);
                }
                let page = if name.is_empty() { PAGE } else { NEW_PAGE };
                let page = page.replace("{token}", &self.token);
                return Response::new(200, "text/html; charset=utf-8", page);
            }
            "new.js" if is_reading => {
                return Response::new(200, media::type_of(name), NEW_SCRIPT);
            }
            "edit.js" if is_reading => return Response::new(200, media::type_of(name), SCRIPT),
            "edit.css" if is_reading => return Response::new(200, media::type_of(name), STYLES),
            _ => {}
        }
        if !self.is_trusted(request) {
            return Response::plain(403, "Only the preview’s own pages may edit documents.");
        }
        let is_writing = matches!(name, "save" | "draft" | "picture" | "create");
        let expected = if is_writing { "POST" } else { "GET" };
        if request.method != expected {
            return Response::plain(405, "This can’t be done here.").with("Allow", expected);
        }
        match name {
            "choices" => {
                let handbook = &self.session.current().newest.generation.handbook;
                return json_response(200, &new::choices(handbook));
            }
            "create" => return self.create(request),
            _ => {}
        }
        let Some(file) = self.document(request) else {
            return Response::plain(404, "The handbook has no such document.");
        };
        match name {
            "document" => self.open(&file),
            "form" => json_response(200, &form::of(&self.session.current().newest.generation)),
            "save" => self.save(&file, request),
            "draft" => self.take_draft(&file, request),
            "problems" => self.problems(&file),
            "picture" => self.picture(&file, request),
            _ => Response::plain(404, "There is nothing at this address."),
        }
    }

    /// A page as it would be with the text that somebody is typing, which the query names.
    pub(super) fn draft_page(&self, path: &OutputPath, query: &str) -> Option<Arc<Page>> {
        let file = value(query, "handbook-draft")?;
        self.drafts.of(&SourcePath::new(&file)?)?.first.page(path)
    }

    /// A picture that so far only a text has that isn't saved.
    pub(super) fn new_picture(&self, path: &OutputPath) -> Option<Arc<Page>> {
        self.drafts.file(path).filter(|page| matches!(page.content, Content::CopyOf(_)))
    }

    /// The document that a request names: one that was found when the content folder was listed. So it leads
    /// nowhere else, whatever it is called.
    fn document(&self, request: &Request) -> Option<SourcePath> {
        let file = value(&request.query, "file")?;
        let generation = &self.session.current().newest.generation;
        let path = SourcePath::new(&file).filter(|path| path.as_str() == file)?;
        let is_document = path.below(&generation.folders().content).is_some()
            && load::is_markdown(&path)
            && generation.file(&path).is_some_and(|file| file.text().is_some());
        is_document.then_some(path)
    }

    /// Begins a document that is not there yet.
    fn create(&self, request: &Request) -> Response {
        let newest = self.session.current().newest;
        let _one_at_a_time = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        match new::write(&newest.generation.handbook, &self.root(), &request.body) {
            Ok(file) => json_response(200, &json!({ "file": file.as_str() })),
            Err(new::Refused::Asked(words)) => json_response(400, &json!({ "words": words })),
            Err(new::Refused::Unsaved(fault)) => refused(&fault),
        }
    }

    fn root(&self) -> PathBuf {
        self.session.current().newest.generation.root().to_owned()
    }

    fn open(&self, file: &SourcePath) -> Response {
        match store::read(&self.root(), file) {
            Ok(Stored { text, version }) => {
                let is_read_only = store::is_read_only(&self.root(), file);
                let found = json!({ "text": text, "version": version, "readOnly": is_read_only });
                json_response(200, &found)
            }
            Err(fault) => refused(&fault),
        }
    }

    /// Writes the text, if the file is still as it was when the person began.
    fn save(&self, file: &SourcePath, request: &Request) -> Response {
        let Ok(text) = std::str::from_utf8(&request.body) else { return not_text() };
        let Some(version) = value(&request.query, "version") else {
            return Response::plain(400, "The request does not say which version was edited.");
        };
        let _one_at_a_time = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        match store::save(&self.root(), file, text, &version) {
            Ok(version) => json_response(200, &json!({ "version": version })),
            Err(fault) => refused(&fault),
        }
    }

    /// Takes the text that somebody is typing, so that its page can be asked for.
    fn take_draft(&self, file: &SourcePath, request: &Request) -> Response {
        let Ok(text) = std::str::from_utf8(&request.body) else { return not_text() };
        let draft = self.drafts.take(&self.session.current().newest, file, text);
        json_response(200, &json!({ "page": draft.address(file) }))
    }

    /// What is wrong with the text that somebody is typing, in the words of `check`.
    fn problems(&self, file: &SourcePath) -> Response {
        let state = self.drafts.of(file).unwrap_or_else(|| self.session.current().newest);
        let all = state.generation.diagnostics().iter();
        let own = all.filter(|one| one.place.as_ref().is_some_and(|place| place.path == *file));
        Response::new(200, "application/json", overlay::problems(own))
    }

    fn picture(&self, file: &SourcePath, request: &Request) -> Response {
        let wanted = value(&request.query, "name").unwrap_or_default();
        match picture::save(&self.root(), file, &wanted, &request.body) {
            Ok(name) => json_response(200, &json!({ "name": name })),
            Err(fault) => refused(&fault),
        }
    }
}

fn json_response(status: u16, json: &serde_json::Value) -> Response {
    Response::new(status, "application/json", json.to_string())
}

fn not_text() -> Response {
    Response::plain(400, "The text is not UTF-8.")
}

/// Why nothing was written, in words for the person, and what the file holds now where that is why.
fn refused(fault: &Unsaved) -> Response {
    let (status, words) = match fault {
        Unsaved::Changed(_) => (409, "The file has been changed since you opened it."),
        Unsaved::Gone => (409, "The file has been moved or taken away since you opened it."),
        Unsaved::Exists => (
            409,
            "There is a document of this name already. Choose another title, or edit that one.",
        ),
        Unsaved::ReadOnly => (403, "The file may only be read. Ask whoever looks after it."),
        Unsaved::Linked => (403, "The file is reached through a link, so it can’t be edited here."),
        Unsaved::NotKept => (500, "The text before yours could not be kept, so nothing was saved."),
        Unsaved::NoPicture => {
            (415, "This is not a picture that can be shown: PNG, JPEG, GIF or WebP.")
        }
        Unsaved::Disk => {
            (500, "It could not be written. Is the disk full, or the folder read-only?")
        }
    };
    let now = match fault {
        Unsaved::Changed(now) => json!({ "text": now.text, "version": now.version }),
        _ => serde_json::Value::Null,
    };
    json_response(status, &json!({ "words": words, "now": now }))
}
