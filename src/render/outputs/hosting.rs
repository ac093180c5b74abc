//! A file of settings for each web server that the handbook names.

use crate::model::config::Host;
use crate::render::Made;
use crate::render::hosting::{Site, apache, iis, nginx};
use crate::render::plan::Files;
use crate::render::renderer::Renderer;

pub(super) fn add(renderer: &Renderer, files: &mut Files) {
    for &host in &renderer.edition.config.hosting {
        files.add(host.file(), move |renderer, _| {
            let site = Site::new(&renderer.edition, &renderer.assets);
            Made::plain(match host {
                Host::Nginx => nginx::settings(&site),
                Host::Apache => apache::settings(&site),
                Host::Iis => iis::settings(&site),
            })
        });
    }
}
