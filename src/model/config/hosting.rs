//! `hosting:` in `handbook.yaml`: the web servers that settings are published for.

/// A web server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// nginx.
    Nginx,
    /// The Apache HTTP Server.
    Apache,
    /// Internet Information Services.
    Iis,
}

/// All of them, by their names in `handbook.yaml`.
pub static HOSTS: [(&str, Host); 3] =
    [("nginx", Host::Nginx), ("apache", Host::Apache), ("iis", Host::Iis)];

impl Host {
    /// The file that its settings are published in. Apache and IIS look for theirs by these names.
    pub fn file(self) -> &'static str {
        match self {
            Host::Nginx => "nginx.conf",
            Host::Apache => ".htaccess",
            Host::Iis => "web.config",
        }
    }
}
