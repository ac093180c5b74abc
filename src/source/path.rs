//! A file's place in the handbook's folder, as text that is the same on every system.
//! It never touches the disk and never holds a drive, a root or a `..`.

use std::fmt;
use std::sync::Arc;

/// A file's place relative to the handbook's folder, with `/` between its parts:
/// `content/policies/safeguarding.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path already relative and written with `/`. Empty parts and `.` are dropped.
    /// Gives `None` where `..` leads out of the folder.
    pub fn new(path: &str) -> Option<Self> {
        SourcePath::of("", path)
    }

    /// The path that `relative` names in a folder that is a path itself.
    fn of(folder: &str, relative: &str) -> Option<Self> {
        let mut path = String::with_capacity(folder.len() + 1 + relative.len());
        path.push_str(folder);
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." if path.is_empty() => return None,
                ".." => path.truncate(path.rfind('/').unwrap_or(0)),
                name => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(name);
                }
            }
        }
        Some(SourcePath(path.into()))
    }

    /// The path as text, with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: `safeguarding.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The file's name without its extension: `safeguarding`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').filter(|&dot| dot > 0).map_or(name, |dot| &name[..dot])
    }

    /// The extension without its dot: `md`. Empty if there is none.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').filter(|&dot| dot > 0).map_or("", |dot| &name[dot + 1..])
    }

    /// The folder that holds the file; empty for a file at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// What is left of the path below `folder` (`content`), if it is below it.
    pub fn below(&self, folder: &str) -> Option<&str> {
        if folder.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The path that `relative` names when written in this file: `../images/map.png`.
    /// Gives `None` where it leads out of the handbook's folder.
    pub fn join(&self, relative: &str) -> Option<Self> {
        SourcePath::of(self.folder(), relative)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SourcePath;

    fn path(text: &str) -> SourcePath {
        SourcePath::new(text).unwrap()
    }

    #[test]
    fn names_its_parts() {
        let p = path("content/policies/case recording.v2.md");
        assert_eq!(
            (p.file_name(), p.stem(), p.extension(), p.folder()),
            ("case recording.v2.md", "case recording.v2", "md", "content/policies")
        );
        assert_eq!(path(".htaccess").extension(), "");
        assert_eq!(p.below("content"), Some("policies/case recording.v2.md"));
        assert_eq!(path("contents/a.md").below("content"), None);
    }

    #[test]
    fn joins_what_a_link_says() {
        let p = path("content/policies/a.md");
        assert_eq!(p.join("../guidance/./b.md"), Some(path("content/guidance/b.md")));
        assert_eq!(p.join("../../../etc/passwd"), None);
        assert_eq!(p.join("..//.././c/../d.md"), Some(path("d.md")));
        assert_eq!(path("a.md").join(".."), None);
        assert_eq!(path("/a//./b/../c/").as_str(), "a/c");
    }
}
