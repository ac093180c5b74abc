//! What a path or an address in a page can name: a page, a section or a file of the source. Other generators take paths
//! from the file, from the site's root, or from the address of the page.

use crate::import::site::address::key;
use crate::import::site::generator::under;
use crate::import::site::links::Links;
use crate::source::SourcePath;

impl Links<'_, '_> {
    /// The page that a path or an address names, as its path in the source.
    pub(super) fn page_of(&self, path: &str) -> Option<String> {
        let files = self.files_named(path);
        let endings = [
            "",
            ".md",
            ".mdx",
            ".html.md.erb",
            ".html.md",
            ".markdown",
            "/index.md",
            "/_index.md",
            "/index.mdx",
            "/README.md",
        ];
        let tried = files.iter().flat_map(|file| endings.map(|end| format!("{file}{end}")));
        let mut tried = tried.filter(|file| self.targets.pages.contains_key(file));
        if let Some(page) = tried.next() {
            return Some(page);
        }
        let addresses = self.addresses_named(path);
        let by_address = addresses.iter().find_map(|one| self.targets.addresses.get(&key(one)));
        by_address.cloned().or_else(|| self.page_by_name(path))
    }

    /// The only page whose path ends so: Hugo's references name no more of it.
    fn page_by_name(&self, path: &str) -> Option<String> {
        let path = path.trim_matches('/');
        if !self.targets.has_short_names || path.starts_with('.') || path.is_empty() {
            return None;
        }
        let ends = [
            path.to_owned(),
            format!("{path}.md"),
            format!("{path}/index.md"),
            format!("{path}/_index.md"),
        ];
        let is_it = |page: &&String| ends.iter().any(|end| page.ends_with(&format!("/{end}")));
        let mut found = self.targets.pages.keys().filter(is_it);
        let first = found.next()?;
        found.next().is_none().then(|| first.clone())
    }

    /// The files that a path could name, as paths in the source.
    fn files_named(&self, path: &str) -> Vec<String> {
        let settings = self.targets.settings;
        let roots = settings.pages.iter().map(|pages| &pages.folder).chain(&settings.files);
        let from_root = path.strip_prefix("@site/").or_else(|| path.strip_prefix("~/"));
        if let Some(rest) = from_root {
            let above = settings.included.first().map(String::as_str).unwrap_or_default();
            return vec![under(above, rest)];
        }
        let path = path.strip_prefix('@').filter(|rest| rest.starts_with('/')).unwrap_or(path);
        match path.strip_prefix('/') {
            Some(rest) => {
                let rest = self.without_base(rest);
                roots.map(|root| under(root, rest)).collect()
            }
            None => [self.from, self.page]
                .into_iter()
                .filter_map(|file| SourcePath::new(file)?.join(path))
                .map(|path| path.as_str().to_owned())
                .collect(),
        }
    }

    /// A path without the folder that the site was served below.
    fn without_base<'p>(&self, path: &'p str) -> &'p str {
        let site = self.targets.settings.site.as_deref().unwrap_or_default();
        let base = site.split_once("://").map_or(site, |(_, rest)| rest);
        let base = base.split_once('/').map_or("", |(_, base)| base).trim_matches('/');
        let rest = path.strip_prefix(base).filter(|_| !base.is_empty());
        rest.and_then(|rest| rest.strip_prefix('/')).unwrap_or(path)
    }

    /// The addresses that a path could be, from the site's root on.
    fn addresses_named(&self, path: &str) -> Vec<String> {
        if let Some(rest) = path.strip_prefix('/') {
            return vec![self.without_base(rest).to_owned(), rest.to_owned()];
        }
        // From inside the page's folder, and from beside it.
        let own = self.address.trim_end_matches('/');
        let inside = SourcePath::new(&format!("{own}/{path}"));
        let beside = SourcePath::new(own).and_then(|own| own.join(path));
        [inside, beside].into_iter().flatten().map(|path| path.as_str().to_owned()).collect()
    }

    /// The page of a section that the import writes, for a folder of the source.
    pub(super) fn section_of(&self, path: &str) -> Option<String> {
        let by_file = self.files_named(path.trim_end_matches('/'));
        let folders = by_file.iter().filter_map(|file| {
            let pages = &self.targets.settings.pages;
            pages.iter().find_map(|one| match one.folder.as_str() {
                "" => Some(file.as_str()),
                folder => file.strip_prefix(folder)?.strip_prefix('/'),
            })
        });
        let addresses = self.addresses_named(path);
        let mut all = folders.map(str::to_owned).chain(addresses.iter().map(|one| key(one)));
        all.find_map(|folder| self.targets.sections.get(folder.trim_end_matches('/')).cloned())
    }

    /// A file that is no page, as its path in the source.
    pub(super) fn file_of(&self, path: &str) -> Option<String> {
        let has = |file: &String| self.targets.files.binary_search(file).is_ok();
        if let Some(file) = self.files_named(path).into_iter().find(has) {
            return Some(file);
        }
        let settings = self.targets.settings;
        let roots: Vec<&String> =
            settings.files.iter().chain(settings.pages.iter().map(|pages| &pages.folder)).collect();
        let addresses = self.addresses_named(path);
        let mut all =
            addresses.iter().flat_map(|one| roots.iter().map(move |root| under(root, one)));
        all.find(has)
    }
}
