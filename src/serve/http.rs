//! Requests and responses of HTTP/1.1, and how a request's bytes are read. It knows no sockets and no
//! handbook.

use std::fs::File;
use std::io;
use std::net::TcpStream;
use std::sync::Arc;

/// The longest request line and headers together.
pub(super) const HEAD_LIMIT: usize = 16 * 1024;
/// The longest target within them.
const TARGET_LIMIT: usize = 4 * 1024;
/// The most headers; browsers send about twenty.
const HEADER_LIMIT: usize = 64;
/// The longest body, where nothing else is said.
pub(super) const BODY_LIMIT: usize = 4 * 1024;

/// A request. Its body has been read.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub method: String,
    /// The path as it came, percent signs and all.
    pub path: String,
    /// What stood after the `?`; empty if nothing did.
    pub query: String,
    /// The host in the target itself, if there was one.
    pub authority: Option<String>,
    /// Names in small letters.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// It is HTTP/1.0.
    pub is_old: bool,
    /// It came from this computer.
    pub is_local: bool,
}

impl Request {
    /// The first header of this name, which is given in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// How many headers of this name there are.
    pub(super) fn headers_named(&self, name: &str) -> usize {
        self.headers.iter().filter(|(known, _)| known == name).count()
    }

    /// Is the connection to stay open for another request?
    pub(super) fn keeps_alive(&self) -> bool {
        let connection = self.header("connection").unwrap_or_default().to_ascii_lowercase();
        let has = |wanted: &str| connection.split(',').any(|word| word.trim() == wanted);
        if self.is_old { has("keep-alive") } else { !has("close") }
    }
}

/// A response before it is known how much of it was asked for.
pub(super) struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

/// Writes to a connection for as long as there is something to say.
pub(super) type Follow = Box<dyn FnOnce(&TcpStream) -> io::Result<()> + Send>;

/// What a response carries.
pub(super) enum Body {
    Bytes(Arc<[u8]>),
    /// This many bytes of a file from where it stands.
    File(File, u64),
    /// Written by this function until it ends or the reader goes away.
    Stream(Follow),
}

impl Response {
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Response {
            status,
            headers: vec![("Content-Type", content_type.to_owned())],
            body: Body::Bytes(Arc::from(body.into())),
        }
    }

    /// A sentence. It must hold nothing from the request and no path.
    pub(super) fn plain(status: u16, words: &str) -> Self {
        Response::new(status, "text/plain; charset=utf-8", format!("{words}\n"))
    }

    /// What the browser may do with it, unless that has been said.
    pub(super) fn with_policy(self, policy: &str) -> Self {
        const NAME: &str = "Content-Security-Policy";
        match self.headers.iter().any(|(name, _)| *name == NAME) {
            true => self,
            false => self.with(NAME, policy),
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A status in words.
pub(super) fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        409 => "Conflict",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "Unknown",
    }
}

/// Reads a request from the front of `bytes`. Gives it with the number of bytes that it took, or `None` if
/// more have to come first. `body_limit` tells from the head how long the body may be.
///
/// # Errors
/// The response to a request that can't be understood or is too long; after it the connection has to be
/// closed, since nobody knows where the next one would begin.
pub(super) fn read(
    bytes: &[u8],
    body_limit: &dyn Fn(&Request) -> usize,
) -> Result<Option<(Request, usize)>, Response> {
    let mut headers = [httparse::EMPTY_HEADER; HEADER_LIMIT];
    let mut head = httparse::Request::new(&mut headers);
    let head_length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= HEAD_LIMIT => length,
        Ok(httparse::Status::Partial) if bytes.len() < HEAD_LIMIT => return Ok(None),
        Ok(_) if !bytes.contains(&b'\n') => return Err(target_too_long()),
        Ok(_) | Err(httparse::Error::TooManyHeaders) => {
            return Err(Response::plain(431, "The headers of this request are too long."));
        }
        Err(httparse::Error::Version) => {
            return Err(Response::plain(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."));
        }
        Err(_) => return Err(bad("This request can’t be understood.")),
    };
    let mut request = Request {
        method: head.method.unwrap_or_default().to_owned(),
        is_old: head.version == Some(0),
        ..Request::default()
    };
    let target = head.path.unwrap_or_default();
    if target.len() > TARGET_LIMIT {
        return Err(target_too_long());
    }
    split_target(target, &mut request)?;
    for header in head.headers.iter() {
        let value = std::str::from_utf8(header.value).map_err(|_| bad("A header is not text."))?;
        request.headers.push((header.name.to_ascii_lowercase(), value.to_owned()));
    }
    let body_length = body_length(&request, body_limit(&request))?;
    let Some(body) = bytes.get(head_length..head_length + body_length) else { return Ok(None) };
    request.body = body.to_vec();
    Ok(Some((request, head_length + body_length)))
}

fn bad(words: &str) -> Response {
    Response::plain(400, words)
}

fn target_too_long() -> Response {
    Response::plain(414, "This address is too long.")
}

/// The target's parts: `/a/b?c`, or as proxies write it `http://host/a/b?c`.
fn split_target(target: &str, request: &mut Request) -> Result<(), Response> {
    let target = target.split('#').next().unwrap_or_default();
    let path = match target.strip_prefix("http://") {
        None => target,
        Some(rest) => {
            let slash = rest.find('/').unwrap_or(rest.len());
            request.authority = Some(rest[..slash].to_owned());
            if slash == rest.len() { "/" } else { &rest[slash..] }
        }
    };
    if !path.starts_with('/') && path != "*" {
        return Err(bad("The address of a request begins with a slash."));
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    path.clone_into(&mut request.path);
    query.clone_into(&mut request.query);
    Ok(())
}

/// How long the body is. That it is said in one way only is what keeps one request from hiding another.
fn body_length(request: &Request, limit: usize) -> Result<usize, Response> {
    if request.header("transfer-encoding").is_some() {
        return Err(Response::plain(501, "A body has to come with its length."));
    }
    let mut lengths = request.headers.iter().filter(|(name, _)| name == "content-length");
    let Some((_, length)) = lengths.next() else { return Ok(0) };
    let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    if lengths.next().is_some() || !is_number {
        return Err(bad("The length of the body is not clear."));
    }
    match length.parse::<usize>() {
        Ok(length) if length <= limit => Ok(length),
        _ => Err(Response::plain(413, "The body of this request is too long.")),
    }
}

#[cfg(test)]
mod tests {
    use super::{BODY_LIMIT, HEAD_LIMIT, Request};

    fn read(bytes: &[u8]) -> Result<Option<(Request, usize)>, super::Response> {
        super::read(bytes, &|_| BODY_LIMIT)
    }

    fn parsed(text: &str) -> Request {
        read(text.as_bytes()).ok().flatten().expect("it is a whole request").0
    }

    fn refused(text: &str) -> u16 {
        read(text.as_bytes()).err().map_or(200, |response| response.status)
    }

    #[test]
    fn reads_a_request_and_where_the_next_begins() {
        let one = "POST /a%20b?c=d#e HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
        let (request, length) = read(format!("{one}GET").as_bytes()).ok().flatten().unwrap();
        assert_eq!(length, one.len());
        assert_eq!((&*request.path, &*request.query), ("/a%20b", "c=d"));
        assert_eq!((request.header("host"), &*request.body), (Some("x"), &b"abc"[..]));
        assert!(read(&one.as_bytes()[..one.len() - 1]).ok().unwrap().is_none());
    }

    #[test]
    fn takes_an_address_that_names_its_host() {
        let request = parsed("GET http://evil.example/a HTTP/1.1\r\nHost: x\r\n\r\n");
        assert_eq!((request.authority.as_deref(), &*request.path), (Some("evil.example"), "/a"));
        assert_eq!(parsed("GET http://x HTTP/1.1\r\n\r\n").path, "/");
    }

    #[test]
    fn knows_whether_to_stay() {
        let check = |head: &str, expected| {
            assert_eq!(parsed(&format!("GET / {head}\r\n\r\n")).keeps_alive(), expected, "{head}");
        };
        check("HTTP/1.1", true);
        check("HTTP/1.1\r\nConnection: Upgrade, Close", false);
        check("HTTP/1.0", false);
        check("HTTP/1.0\r\nConnection: keep-alive", true);
    }

    #[test]
    fn refuses_what_is_too_long_or_unclear() {
        assert_eq!(refused(&format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(5_000))), 414);
        assert_eq!(refused(&format!("GET /{}", "a".repeat(HEAD_LIMIT))), 414);
        assert_eq!(refused(&format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(HEAD_LIMIT))), 431);
        assert_eq!(refused(&format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(65))), 431);
        assert_eq!(refused("GET a HTTP/1.1\r\n\r\n"), 400);
        assert_eq!(refused("GET / HTTP/2.0\r\n\r\n"), 505);
        assert_eq!(refused("\u{1}\u{2}\u{3}\r\n\r\n"), 400);
        assert_eq!(refused("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"), 413);
        assert_eq!(refused("GET / HTTP/1.1\r\nContent-Length: +1\r\n\r\n"), 400);
        assert_eq!(
            refused("GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            400
        );
        assert_eq!(refused("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), 501);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = read(&bytes);
        }
    }
}
