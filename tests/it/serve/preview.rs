//! A preview that runs while a test asks it for pages.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{folder, write};

/// How long anything may take before a test gives up. The machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A handbook in a temporary folder, and the program that previews it.
pub(super) struct Preview {
    pub folder: TempDir,
    pub port: u16,
    /// Where a browser is sent first.
    pub entrance: String,
    child: Child,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    /// The head as it came.
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A small handbook: a home page, a document with a link to it, and an attachment.
pub(super) fn small() -> TempDir {
    folder(&[
        ("handbook.yaml", "title: Small handbook\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nWelcome.\n"),
        ("content/policies/index.md", "---\ntitle: Policies\n---\n\nAll of them.\n"),
        ("content/policies/visits.md", "---\ntitle: Visits\n---\n\nFirst words.\n"),
        ("content/policies/form.txt", "0123456789"),
    ])
}

impl Preview {
    pub(super) fn of(folder: TempDir) -> Self {
        Preview::with(folder, &[], &[])
    }

    pub(super) fn with(folder: TempDir, options: &[&str], variables: &[(&str, &str)]) -> Self {
        let (child, port, entrance) = start(folder.path(), options, variables);
        Preview { folder, port, entrance, child }
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// A request as a browser on this computer would send it, on a connection of its own.
    pub(super) fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\n");
        if headers.iter().all(|(name, _)| *name != "Host") {
            request.push_str(&format!("Host: 127.0.0.1:{}\r\n", self.port));
        }
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.raw(format!("{request}Connection: close\r\n\r\n{body}").as_bytes())
    }

    /// Sends these bytes and reads until the other side hangs up.
    pub(super) fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(bytes).expect("a request can be sent");
        let mut all = Vec::new();
        // A reset after the answer is an end like any other.
        let _ = stream.read_to_end(&mut all);
        parse(&all).unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(&all)))
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit can be set");
        stream
    }

    /// Asks for a page until it is as expected; gives how long that took.
    pub(super) fn until(&self, path: &str, expected: impl Fn(&Answer) -> bool) -> Duration {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if expected(&answer) {
                return start.elapsed();
            }
            assert!(start.elapsed() < PATIENCE, "{path} stays as it was: {}", answer.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(super) fn until_shows(&self, path: &str, words: &str) -> Duration {
        self.until(path, |answer| answer.text().contains(words))
    }

    /// What a page's script is told.
    pub(super) fn state(&self, page: &str) -> serde_json::Value {
        let answer = self.get(&format!("/.handbook/state?page={page}"));
        serde_json::from_slice(&answer.body).expect("the state is JSON")
    }

    /// Listens for changes; gives the connection once the first message has come.
    pub(super) fn listen(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        let host = format!("Host: 127.0.0.1:{}", self.port);
        write!(stream, "GET /.handbook/changes HTTP/1.1\r\n{host}\r\n\r\n").expect("it is sent");
        let mut reader = BufReader::new(stream);
        next_message(&mut reader);
        reader
    }

    /// Ends the program as Ctrl-C does; gives its exit code.
    #[cfg(unix)]
    pub(super) fn interrupt(mut self) -> Option<i32> {
        self.signal("-INT");
        self.child.wait().expect("it ends").code()
    }

    #[cfg(unix)]
    pub(super) fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        Command::new("kill").args([signal, &id]).status().expect("there is a kill command");
    }

    /// Ends it and starts it again at the same address.
    pub(super) fn restart(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
        let port = self.port.to_string();
        let (child, port, _) = start(self.folder.path(), &["--port", &port], &[]);
        assert_eq!(port, self.port);
        self.child = child;
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until it is so, and gives up where it never is.
#[cfg(unix)]
pub(super) fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The next message of a stream of changes.
pub(super) fn next_message(reader: &mut BufReader<TcpStream>) -> serde_json::Value {
    let mut line = String::new();
    loop {
        line.clear();
        reader.read_line(&mut line).expect("the stream stays open");
        assert!(!line.is_empty(), "the stream has ended");
        if let Some(json) = line.strip_prefix("data: ") {
            return serde_json::from_str(json).expect("a message is JSON");
        }
    }
}

fn start(root: &Path, options: &[&str], variables: &[(&str, &str)]) -> (Child, u16, String) {
    let port: &[&str] = if options.contains(&"--port") { &[] } else { &["--port", "0"] };
    let mut child = Command::new(env!("CARGO_BIN_EXE_handbook"))
        .arg("serve")
        .arg(root)
        .args(port)
        .args(["--today", "2026-01-01"])
        .args(options)
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program was built with the tests");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("it was asked for");
    BufReader::new(stdout).read_line(&mut line).expect("it says where it is");
    let port = line.split(':').nth(2).and_then(|rest| rest.split('/').next());
    let port = port.and_then(|port| port.parse().ok());
    let port: u16 = port.unwrap_or_else(|| panic!("no address in {line:?}"));
    let address = line.split_whitespace().find(|word| word.starts_with("http://"));
    let rest = address.and_then(|address| address.split_once(&format!(":{port}")));
    let entrance = rest.map(|(_, entrance)| entrance.to_owned());
    (child, port, entrance.unwrap_or_default())
}

pub(super) fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head, body: bytes[end + 4..].to_vec() })
}
