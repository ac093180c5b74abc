//! Who may ask: the pages of this preview and the person at this computer, and no page from elsewhere that
//! happens to be open in the same browser.

use std::net::{IpAddr, SocketAddr};

use crate::serve::http::{Request, Response};

/// The address that is served, which tells friend from stranger.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    pub address: SocketAddr,
}

impl Guard {
    /// Refuses requests that were sent to another name (a stranger's name may be made to lead here), and
    /// those that a page from elsewhere sends.
    pub(super) fn check(self, request: &Request) -> Result<(), Response> {
        let host = request.header("host");
        if host.is_none() && !request.is_old {
            return Err(Response::plain(400, "The request does not say to which host it goes."));
        }
        let mut hosts = host.into_iter().chain(request.authority.as_deref());
        if !hosts.all(|host| self.is_own(host)) || request.headers_named("host") > 1 {
            return Err(Response::plain(
                421,
                "The preview answers only to its own address, as it was printed when it started.",
            ));
        }
        let site = request.header("sec-fetch-site").unwrap_or("none");
        let is_visit = request.header("sec-fetch-mode") == Some("navigate")
            && request.header("sec-fetch-dest") == Some("document")
            && request.method == "GET";
        let from_elsewhere = !matches!(site, "none" | "same-origin") && !is_visit;
        let origin_is_strange = request.header("origin").is_some_and(|one| !self.is_origin(one));
        if from_elsewhere || origin_is_strange {
            return Err(Response::plain(403, "Only the preview’s own pages may ask for this."));
        }
        Ok(())
    }

    /// Does the request say that it comes from one of the preview's own pages?
    pub(super) fn is_from_own_page(self, request: &Request) -> bool {
        request.header("origin").is_some_and(|origin| self.is_origin(origin))
            || request.header("sec-fetch-site") == Some("same-origin")
    }

    fn is_origin(self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_own(host))
    }

    /// Is this one of the names that the preview goes by? A name can be made to lead anywhere, an address
    /// can't: so of the names only `localhost` counts.
    fn is_own(self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            _ => (host, Some(80)),
        };
        if port != Some(self.address.port()) {
            return false;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        let bound = self.address.ip();
        match bare.parse::<IpAddr>() {
            Ok(ip) if ip.is_loopback() => bound.is_loopback() || bound.is_unspecified(),
            Ok(ip) => ip == bound || bound.is_unspecified(),
            Err(_) => {
                let is_here = bound.is_loopback() || bound.is_unspecified();
                is_here && name.eq_ignore_ascii_case("localhost")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use crate::serve::http::Request;

    fn status(address: &str, method: &str, headers: &[(&str, &str)]) -> u16 {
        let guard = Guard { address: address.parse().unwrap() };
        let headers =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let request = Request { method: method.to_owned(), headers, ..Request::default() };
        guard.check(&request).err().map_or(200, |response| response.status)
    }

    #[test]
    fn answers_only_to_its_own_names() {
        let here = "127.0.0.1:8000";
        let check = |address, host, expected| {
            assert_eq!(status(address, "GET", &[("host", host)]), expected, "{address}: {host}");
        };
        for host in ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"] {
            check(here, host, 200);
        }
        for host in [
            "evil.example",
            "evil.example:8000",
            "127.0.0.1",
            "127.0.0.1:8001",
            "localhost.evil.example:8000",
            "10.0.0.1:8000",
            "",
            ":8000",
            "127.0.0.1:8000:8000",
            "localhost:8000@evil.example",
        ] {
            check(here, host, 421);
        }
        check("127.0.0.1:80", "localhost", 200);
        check("127.0.0.1:80", "[::1]", 200);
        check("0.0.0.0:8000", "192.168.1.7:8000", 200);
        check("0.0.0.0:8000", "evil.example:8000", 421);
        check("192.168.1.7:8000", "192.168.1.7:8000", 200);
        check("192.168.1.7:8000", "localhost:8000", 421);
        assert_eq!(status(here, "GET", &[]), 400);
        assert_eq!(
            status(here, "GET", &[("host", "127.0.0.1:8000"), ("host", "evil.example")]),
            421
        );
    }

    #[test]
    fn refuses_pages_from_elsewhere() {
        let check = |method, headers: &[(&str, &str)], expected| {
            let host = [("host", "127.0.0.1:8000")];
            let status = status("127.0.0.1:8000", method, &[&host, headers].concat());
            assert_eq!(status, expected, "{method} {headers:?}");
        };
        check("GET", &[("origin", "http://127.0.0.1:8000")], 200);
        check("GET", &[("origin", "http://localhost:3000")], 403);
        check("GET", &[("origin", "https://127.0.0.1:8000")], 403);
        check("POST", &[("origin", "null")], 403);
        check("GET", &[("sec-fetch-site", "same-origin")], 200);
        check("GET", &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "no-cors")], 403);
        check("GET", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], 403);
        let link = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        check("GET", &[&[("sec-fetch-site", "cross-site")], &link[..]].concat(), 200);
        check("POST", &[&[("sec-fetch-site", "cross-site")], &link[..]].concat(), 403);
    }
}
