//! From a request to a response: the handbook's files, and the preview's own few addresses.

use std::path::Path;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::flow;
use crate::model::Url;
use crate::render::hosting::{ATTACHMENT_POLICY, PAGE_POLICY, has_page_policy};
use crate::render::{Content, OutputPath};
use crate::serve::address::{self, folder_address};
use crate::serve::guard::Guard;
use crate::serve::http::{BODY_LIMIT, Body, Request, Response};
use crate::serve::overlay::{self, OWN};
use crate::serve::reload::News;
use crate::serve::session::{Found, Session, Spot};
use crate::serve::{edit, editions, editor, media};
use crate::source::{self, SourcePath};

const SCRIPT: &str = concat!(
    "(() => {\n'use strict'\n",
    include_str!("client/morph.js"),
    include_str!("client/panel.js"),
    include_str!("client/preview.js"),
    "})()\n"
);
const STYLES: &str = include_str!("client/preview.css");

/// What answering needs.
pub(super) struct Desk {
    pub session: Arc<Session>,
    pub news: Arc<News>,
    pub guard: Guard,
    /// Tells this run of the program from another at the same address.
    pub run: String,
    /// Given to pages of this preview, which alone may open files in an editor.
    pub token: String,
    /// The editor that the person has chosen.
    pub editor: Option<String>,
    /// Edits documents, if that was asked for.
    pub edit: Option<edit::Desk>,
}

impl Desk {
    /// The longest body of a request.
    pub(super) fn body_limit(&self, request: &Request) -> usize {
        self.edit.as_ref().map_or(BODY_LIMIT, |desk| desk.body_limit(request))
    }

    pub(super) fn answer(&self, request: &Request) -> Response {
        let response = match self.guard.check(request) {
            Err(refusal) => refusal,
            Ok(()) => match request.path.strip_prefix(OWN) {
                Some(name) if address::edition_of(&request.path).0.is_none() => {
                    self.own(name, request)
                }
                _ => self.file(request),
            },
        };
        // Nothing is kept by the browser: two edits within a second are two pages.
        response
            .with("Cache-Control", "no-store")
            .with_policy(PAGE_POLICY)
            .with("X-Content-Type-Options", "nosniff")
            .with("X-Frame-Options", "SAMEORIGIN")
            .with("Cross-Origin-Resource-Policy", "same-origin")
            .with("Referrer-Policy", "same-origin")
    }

    /// One of the preview's own addresses.
    fn own(&self, name: &str, request: &Request) -> Response {
        let is_reading = matches!(request.method.as_str(), "GET" | "HEAD");
        if let Some(name) = name.strip_prefix("edit/")
            && let Some(desk) = &self.edit
        {
            return desk.answer(name, request);
        }
        match name {
            "open" if request.method == "POST" => self.open(request),
            "open" => not_allowed("POST"),
            _ if !is_reading => not_allowed("GET, HEAD"),
            "preview.js" => Response::new(200, media::type_of(name), SCRIPT),
            "preview.css" => Response::new(200, media::type_of(name), STYLES),
            "state" => self.state(request),
            "go" => self.go(request),
            "side-by-side" => self.side_by_side(request),
            "side-by-side.js" => Response::new(200, media::type_of(name), editions::SCRIPT),
            "side-by-side.css" => Response::new(200, media::type_of(name), editions::STYLES),
            "changes" => {
                let news = Arc::clone(&self.news);
                Response {
                    status: 200,
                    headers: vec![("Content-Type", "text/event-stream; charset=utf-8".to_owned())],
                    body: Body::Stream(Box::new(move |stream| news.follow(stream))),
                }
            }
            _ => self.not_found(request),
        }
    }

    /// A file of the handbook.
    fn file(&self, request: &Request) -> Response {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return not_allowed("GET, HEAD");
        }
        let Some(spot) = editions::spot(&request.path) else { return self.not_found(request) };
        let Spot { edition, path } = &spot;
        let current = self.session.current();
        let desk = self.edit.as_ref().filter(|_| edition.is_none());
        let unsaved = desk.and_then(|desk| desk.draft_page(path, &request.query));
        let found = unsaved.map_or_else(|| self.session.find(&spot), Found::Now);
        let found = match (found, &self.edit) {
            (Found::Nothing, Some(desk)) => {
                desk.new_picture(path).map_or(Found::Nothing, Found::Now)
            }
            (found, _) => found,
        };
        let (page, number) = match found {
            Found::Now(page) | Found::LastGood { page, .. } => (page, current.newest.number),
            Found::Nothing => {
                let index = OutputPath::new(&format!("{path}/index.html"));
                let view = current.shown.view(edition.as_deref());
                if view.is_some_and(|view| index.is_some_and(|index| view.has(&index))) {
                    let address = folder_address(edition.as_deref(), path, &request.query);
                    return Response::plain(302, "This is a folder.").with("Location", address);
                }
                return self.not_found(request);
            }
        };
        let root = self.session.current().shown.generation.root().to_owned();
        let Ok(content) = flow::published(&root, path, page.content.clone()) else {
            return self.not_found(request);
        };
        match &content {
            Content::Bytes(bytes) if path.as_str().ends_with(".html") => {
                let html = overlay::with_script(bytes, &self.run, number, 200);
                Response::new(200, media::type_of(path.as_str()), html)
                    .with("Handbook-Generation", number.to_string())
            }
            Content::Bytes(bytes) => Response {
                status: 200,
                headers: vec![
                    ("Content-Type", media::type_of(path.as_str()).to_owned()),
                    ("ETag", tag(bytes)),
                ],
                body: Body::Bytes(Arc::from(bytes.as_slice())),
            }
            .with_policy(ATTACHMENT_POLICY),
            Content::CopyOf(from) => self.attachment(request, &root, path, from),
        }
    }

    /// A file that is copied as it is. It is opened by the rules by which the handbook's folder is read, so
    /// that no link in it leads elsewhere.
    fn attachment(
        &self,
        request: &Request,
        root: &Path,
        path: &OutputPath,
        from: &SourcePath,
    ) -> Response {
        let opened = source::open_file(root, from)
            .ok()
            .and_then(|file| Some((file.metadata().ok()?.len(), file)));
        match opened {
            Some((length, file)) => Response {
                status: 200,
                headers: vec![("Content-Type", media::type_of(path.as_str()).to_owned())],
                body: Body::File(file, length),
            }
            .with_policy(match has_page_policy(path.as_str()) {
                true => PAGE_POLICY,
                false => ATTACHMENT_POLICY,
            }),
            None => self.not_found(request),
        }
    }

    /// The handbook's own page for an address that isn't there.
    fn not_found(&self, request: &Request) -> Response {
        let current = self.session.current();
        let (edition, path) = address::edition_of(&request.path);
        // Only the depth counts, for the page's links to lead to the root.
        let depth = path.matches('/').count().clamp(1, 50) - 1;
        let url = Url::new(&format!("{}404.html", "x/".repeat(depth)));
        let Some(view) = current.shown.view(edition) else {
            return Response::plain(404, "The handbook names no such edition.");
        };
        let Content::Bytes(html) = view.not_found(&url) else {
            return Response::plain(404, "There is no such page.");
        };
        let html = overlay::with_script(&html, &self.run, current.newest.number, 404);
        Response::new(404, "text/html; charset=utf-8", html)
    }

    /// What a page's script shows: `?page=/policies/`.
    fn state(&self, request: &Request) -> Response {
        let page = value(&request.query, "page").unwrap_or_else(|| "/".to_owned());
        let spot = editions::spot(&page);
        let current = self.session.current();
        let found = spot.as_ref().map_or(Found::Nothing, |spot| self.session.find(spot));
        let json = overlay::state(
            &current,
            spot.as_ref(),
            &found,
            &self.run,
            &self.token,
            self.edit.is_some(),
        );
        Response::new(200, "application/json", json)
    }

    /// The same page of another edition.
    fn go(&self, request: &Request) -> Response {
        match editions::same_page(&self.session.current(), &request.query) {
            Some(address) => Response::plain(302, "It is elsewhere.").with("Location", address),
            None => Response::plain(404, "The handbook names no such edition."),
        }
    }

    fn side_by_side(&self, request: &Request) -> Response {
        match editions::side_by_side(&self.session.current(), &request.query) {
            Some(html) => Response::new(200, "text/html; charset=utf-8", html),
            None => Response::plain(404, "The handbook has no two editions to show."),
        }
    }

    /// Opens a file of the handbook in the person's editor: `file=content/a.md&line=3`.
    fn open(&self, request: &Request) -> Response {
        let is_trusted = request.is_local
            && self.guard.is_from_own_page(request)
            && request.header("handbook-token") == Some(self.token.as_str());
        if !is_trusted {
            return Response::plain(403, "Only the preview’s own pages may open files.");
        }
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let line = value(&body, "line").and_then(|line| line.parse().ok());
        let generation = &self.session.current().newest.generation;
        let file = value(&body, "file").and_then(|file| SourcePath::new(&file));
        let Some(file) = file.filter(|file| generation.file(file).is_some()) else {
            return Response::plain(404, "The handbook has no such file.");
        };
        let disk = generation.root().join(file.as_str());
        match editor::open_file(self.editor.as_deref(), &disk, line) {
            Ok(()) => {
                Response { status: 204, headers: Vec::new(), body: Body::Bytes(Arc::from([])) }
            }
            Err(_) => Response::plain(500, "No program could be started for this file."),
        }
    }
}

/// A field of a query or a form.
pub(super) fn value(form: &str, name: &str) -> Option<String> {
    let fields = form.split('&').filter_map(|field| field.split_once('='));
    let (_, value) = fields.into_iter().find(|(known, _)| *known == name)?;
    percent_decode_str(value).decode_utf8().ok().map(|value| value.into_owned())
}

fn not_allowed(allowed: &str) -> Response {
    Response::plain(405, "This can’t be done here.").with("Allow", allowed)
}

/// Tells one content from another.
fn tag(bytes: &[u8]) -> String {
    format!("\"{}\"", &blake3::hash(bytes).to_hex()[..32])
}
