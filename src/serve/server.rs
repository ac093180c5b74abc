//! A small web server: a thread for each connection, with limits on how long each may take and on how many
//! there are. It knows no handbook: what to answer is decided by the function that it is given.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::serve::http::{self, Body, HEAD_LIMIT, Request, Response};
use crate::serve::range;

/// What answers requests.
pub(super) struct Service {
    pub answer: Box<dyn Fn(&Request) -> Response + Send + Sync>,
    /// The longest body of a request, told from its head.
    pub body_limit: Box<dyn Fn(&Request) -> usize + Send + Sync>,
}

/// How long a connection may lie idle between two requests.
const IDLE: Duration = Duration::from_secs(30);
/// How long a request may take to arrive, and each piece of a response to be taken.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many connections there may be. Each costs a file handle, of which macOS gives a program 256.
const MOST: usize = 192;
/// The pieces in which a response is written.
const PIECE: usize = 64 * 1024;

/// What a connection is doing, those first that can best be done without when there are too many.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    /// Waiting for a request, or for the rest of one.
    Waiting,
    /// Following the changes. It comes back by itself.
    Following,
    Answering,
}

#[derive(Default)]
struct Connections {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    next: u64,
    open: BTreeMap<u64, (Phase, Arc<TcpStream>)>,
}

impl Connections {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection in. If there are too many, the one that can best be done without is closed.
    fn add(&self, stream: &Arc<TcpStream>) -> u64 {
        let mut table = self.table();
        if table.open.len() >= MOST {
            let least = table.open.iter().min_by_key(|(id, (phase, _))| (*phase, **id));
            if let Some((&id, _)) = least
                && let Some((_, stream)) = table.open.remove(&id)
            {
                // It may be gone already, which is just as well.
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
        let id = table.next;
        table.next += 1;
        table.open.insert(id, (Phase::Waiting, Arc::clone(stream)));
        id
    }

    fn set(&self, id: u64, phase: Phase) {
        if let Some(entry) = self.table().open.get_mut(&id) {
            entry.0 = phase;
        }
    }

    fn remove(&self, id: u64) {
        self.table().open.remove(&id);
    }
}

/// Answers everything that comes to these addresses, on threads of its own, until the program ends.
///
/// # Errors
/// If the system gives no thread.
pub(super) fn start(listeners: Vec<TcpListener>, service: &Arc<Service>) -> io::Result<()> {
    let connections = Arc::new(Connections::default());
    for listener in listeners {
        let (connections, service) = (Arc::clone(&connections), Arc::clone(service));
        let name = "handbook-accept".to_owned();
        thread::Builder::new()
            .name(name)
            .spawn(move || accept(&listener, &connections, &service))?;
    }
    Ok(())
}

fn accept(listener: &TcpListener, connections: &Arc<Connections>, service: &Arc<Service>) {
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // Out of file handles, or the caller hung up: neither is a reason to end.
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let stream = Arc::new(stream);
        let id = connections.add(&stream);
        let (all, service) = (Arc::clone(connections), Arc::clone(service));
        let thread = thread::Builder::new().name("handbook-connection".to_owned());
        let spawned = thread.spawn(move || {
            // A caller that goes away or dawdles is no news.
            let _ = converse(&stream, &service, |phase| all.set(id, phase));
            all.remove(id);
        });
        if spawned.is_err() {
            connections.remove(id);
        }
    }
}

/// Answers the requests of one connection, one after the other.
fn converse(stream: &TcpStream, service: &Service, set: impl Fn(Phase)) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let is_local = stream.peer_addr()?.ip().to_canonical().is_loopback();
    let mut unread = Vec::new();
    loop {
        set(Phase::Waiting);
        let mut request = match receive(stream, &mut unread, &service.body_limit)? {
            Received::Request(request) => request,
            Received::Refused(response) => {
                write(stream, &Request::default(), response, false)?;
                return hang_up(stream);
            }
            Received::End => return Ok(()),
        };
        request.is_local = is_local;
        let response = catch_unwind(AssertUnwindSafe(|| (service.answer)(&request)))
            .unwrap_or_else(|_| Response::plain(500, "Something went wrong while making this."));
        let response = range::cut(&request, response)?;
        let is_stream = matches!(response.body, Body::Stream(_));
        set(if is_stream { Phase::Following } else { Phase::Answering });
        let stays = request.keeps_alive() && !is_stream;
        write(stream, &request, response, stays)?;
        if !stays {
            return hang_up(stream);
        }
    }
}

enum Received {
    Request(Request),
    Refused(Response),
    /// The caller has nothing more to ask, or asks too slowly.
    End,
}

/// Waits for a whole request. `unread` holds what has come of it already.
fn receive(
    stream: &TcpStream,
    unread: &mut Vec<u8>,
    body_limit: &dyn Fn(&Request) -> usize,
) -> io::Result<Received> {
    let mut deadline: Option<Instant> = None;
    let mut piece = [0; 8 * 1024];
    loop {
        if !unread.is_empty() {
            match http::read(unread, body_limit) {
                Ok(Some((request, length))) => {
                    unread.drain(..length);
                    return Ok(Received::Request(request));
                }
                Ok(None) => {}
                Err(response) => return Ok(Received::Refused(response)),
            }
            deadline.get_or_insert_with(|| Instant::now() + PATIENCE);
        }
        let wait = deadline.map_or(IDLE, |end| end.saturating_duration_since(Instant::now()));
        if wait.is_zero() {
            return Ok(Received::Refused(too_slow()));
        }
        stream.set_read_timeout(Some(wait))?;
        match (&*stream).read(&mut piece) {
            Ok(0) => return Ok(Received::End),
            Ok(length) => unread.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if deadline.is_none() {
                    return Ok(Received::End);
                }
                return Ok(Received::Refused(too_slow()));
            }
            Err(error) => return Err(error),
        }
    }
}

fn too_slow() -> Response {
    Response::plain(408, "This request took too long to arrive.")
}

fn write(stream: &TcpStream, request: &Request, response: Response, stays: bool) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", response.status, http::reason(response.status));
    for (name, value) in &response.headers {
        // Nothing that came from a file or a request may begin a header of its own.
        let value: String = value.chars().filter(|c| !c.is_control()).collect();
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = match &response.body {
        Body::Bytes(bytes) => Some(bytes.len() as u64),
        Body::File(_, length) => Some(*length),
        Body::Stream(_) => None,
    };
    if let Some(length) = length {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    let stays = if stays { "keep-alive" } else { "close" };
    head.push_str(&format!("Connection: {stays}\r\n\r\n"));
    let mut out = head.into_bytes();
    let is_head = request.method == "HEAD";
    match response.body {
        Body::Bytes(bytes) if !is_head => {
            out.extend_from_slice(&bytes);
            send(stream, &out)
        }
        Body::File(file, length) if !is_head => {
            send(stream, &out)?;
            send_file(stream, file, length)
        }
        Body::Stream(follow) if !is_head => {
            send(stream, &out)?;
            follow(stream)
        }
        _ => send(stream, &out),
    }
}

fn send_file(stream: &TcpStream, mut file: impl Read, mut left: u64) -> io::Result<()> {
    let mut piece = vec![0; PIECE];
    while left > 0 {
        let most = left.min(PIECE as u64) as usize;
        let length = file.read(&mut piece[..most])?;
        if length == 0 {
            // It has become shorter, and its length is already said: only hanging up tells the reader.
            return Err(ErrorKind::UnexpectedEof.into());
        }
        send(stream, &piece[..length])?;
        left -= length as u64;
    }
    Ok(())
}

/// Writes everything, piece by piece, each within a time, so that a reader who takes a byte now and then
/// does not hold the thread for ever.
pub(super) fn send(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<()> {
    for piece in bytes.chunks(PIECE) {
        let deadline = Instant::now() + PATIENCE;
        let mut left = piece;
        while !left.is_empty() {
            match stream.write(left) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(length) => left = &left[length..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
            if !left.is_empty() && Instant::now() > deadline {
                return Err(ErrorKind::TimedOut.into());
            }
        }
    }
    Ok(())
}

/// Closes so that the caller gets the response: what it still sends is read and thrown away, since a system
/// that closes over unread bytes may take back what was written.
fn hang_up(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut thrown_away = [0; 8 * 1024];
    let mut left = 16 * HEAD_LIMIT;
    while left > 0 {
        match stream.read(&mut thrown_away)? {
            0 => break,
            length => left = left.saturating_sub(length),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::Arc;

    use super::{Service, start};
    use crate::serve::http::{Request, Response};

    #[test]
    fn a_mistake_of_ours_costs_one_answer_and_nothing_else() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let answer = Box::new(|request: &Request| match request.path.as_str() {
            "/broken" => panic!("as a test"),
            _ => {
                Response::plain(200, "Well.\r\nSet-Cookie: no").with("X-Name", "a\r\nSet-Cookie: b")
            }
        });
        let body_limit = Box::new(|_: &Request| 0);
        start(vec![listener], &Arc::new(Service { answer, body_limit })).unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        // On one connection, which goes on after it.
        stream.write_all(b"GET /broken HTTP/1.1\r\n\r\n").unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut all = String::new();
        stream.read_to_string(&mut all).unwrap();
        let (first, second) = all.split_once("making this.\n").unwrap();
        assert!(first.starts_with("HTTP/1.1 500 "), "{first}");
        assert!(second.starts_with("HTTP/1.1 200 "), "{second}");
        // A value can't begin a header of its own.
        assert!(second.contains("X-Name: aSet-Cookie: b\r\n"), "{second}");
    }
}
