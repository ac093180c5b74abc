//! What each system does in its own way: exchanging two folders in one step, writing through to the
//! disk, and telling attached drives. It decides nothing.

#![expect(clippy::disallowed_methods, reason = "renames and syncs in the folder published to")]

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use crate::publish::fault::is_in_use;

/// Tries again where another program has the file or folder: on Windows, virus scanners and Explorer hold new ones for
/// a moment.
pub(crate) fn patiently<T>(operation: impl Fn() -> io::Result<T>) -> io::Result<T> {
    if cfg!(windows) { until_free(operation) } else { operation() }
}

/// Tries again for two seconds, less and less often, while what is asked for is held by another program.
fn until_free<T>(operation: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let mut wait = Duration::from_millis(10);
    loop {
        match operation() {
            Err(error) if is_held(&error) && wait < Duration::from_secs(2) => {
                std::thread::sleep(wait);
                wait *= 2;
            }
            result => return result,
        }
    }
}

/// Renames a file or folder, patiently. On Unix an empty folder of that name is replaced.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| std::fs::rename(from, to))
}

/// Windows says “access denied” of a folder in which a file is open.
fn is_held(error: &io::Error) -> bool {
    is_in_use(error) || error.kind() == io::ErrorKind::PermissionDenied
}

/// Exchanges the names of two folders in one step: there is no moment at which either has none.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(crate) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether a drive or shared folder is attached here.
#[cfg(target_os = "linux")]
pub(crate) fn is_mounted_at(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let told = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty());
    told.is_ok_and(|one| one.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
        || is_on_another_disk(folder)
}

#[cfg(all(unix, not(target_os = "linux")))]
pub(crate) fn is_mounted_at(folder: &Path) -> bool {
    is_on_another_disk(folder)
}

/// On Windows an attached drive is a kind of link, and is treated as one.
#[cfg(windows)]
pub(crate) fn is_mounted_at(_folder: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_on_another_disk(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |path: &Path| std::fs::symlink_metadata(path).ok().map(|one| one.dev());
    folder.parent().is_some_and(|parent| disk(parent) != disk(folder))
}

/// Gives a new folder the owner, the group and the rights of another. Fails if any of them can't be
/// given, and where an access list says more than they do.
#[cfg(unix)]
pub(crate) fn take_access_of(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let (wanted, given) = (std::fs::metadata(from)?, std::fs::metadata(to)?);
    if (wanted.uid(), wanted.gid()) != (given.uid(), given.gid()) {
        chown(to, Some(wanted.uid()), Some(wanted.gid()))?;
    }
    std::fs::set_permissions(to, wanted.permissions())?;
    match has_access_list(from) {
        true => Err(io::ErrorKind::Unsupported.into()),
        false => Ok(()),
    }
}

#[cfg(windows)]
pub(crate) fn take_access_of(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
fn has_access_list(folder: &Path) -> bool {
    let mut names = [0; 4096];
    // The names end in NUL: system.posix_acl_access, system.nfs4_acl.
    match rustix::fs::listxattr(folder, &mut names) {
        Ok(length) => names[..length].windows(4).any(|part| part == b"_acl"),
        Err(error) => error == rustix::io::Errno::RANGE,
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn has_access_list(_folder: &Path) -> bool {
    false
}

/// Writes a new file through to the disk; on Linux that is done for all at once, by [`sync_folder`].
pub(crate) fn sync_file(file: &File) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    let result = {
        let _ = file;
        Ok(())
    };
    // Not `sync_all`, which on macOS waits for the drive's own memory, some milliseconds a file.
    #[cfg(all(unix, not(target_os = "linux")))]
    let result = rustix::fs::fsync(file).map_err(io::Error::from);
    #[cfg(windows)]
    let result = file.sync_data();
    result
}

/// Writes everything below a folder through to the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    match rustix::fs::syncfs(File::open(folder)?) {
        Err(error) if error != rustix::io::Errno::NOSYS => return Err(error.into()),
        _ => {}
    }
    let _ = folder;
    Ok(())
}

/// Writes the names in a folder through to the disk, where the system can.
pub(crate) fn sync_names(folder: &Path) {
    // The folder is in place whether or not this works; it then only reaches the disk later.
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Makes a link like another.
#[cfg(unix)]
pub(crate) fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(std::fs::read_link(from)?, to)
}

#[cfg(windows)]
pub(crate) fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::windows::fs::{symlink_dir, symlink_file};
    let target = std::fs::read_link(from)?;
    match std::fs::metadata(from).is_ok_and(|one| one.is_dir()) {
        true => symlink_dir(target, to),
        false => symlink_file(target, to),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::{self, ErrorKind};

    use super::until_free;

    /// Tries what fails so often in this way, and says how often it was tried and whether it worked.
    fn tried(kind: ErrorKind, failures: u32) -> (u32, io::Result<()>) {
        let tries = Cell::new(0);
        let result = until_free(|| {
            tries.set(tries.get() + 1);
            if tries.get() > failures { Ok(()) } else { Err(kind.into()) }
        });
        (tries.get(), result)
    }

    #[test]
    fn what_another_program_holds_is_tried_again() {
        for held in [ErrorKind::ResourceBusy, ErrorKind::PermissionDenied] {
            let (tries, result) = tried(held, 3);
            assert_eq!((tries, result.is_ok()), (4, true), "{held}");
        }
        let (tries, result) = tried(ErrorKind::NotFound, 3);
        assert_eq!((tries, result.unwrap_err().kind()), (1, ErrorKind::NotFound));
        let (tries, result) = tried(ErrorKind::ResourceBusy, u32::MAX);
        assert!(tries > 5, "{tries}");
        assert_eq!(result.unwrap_err().kind(), ErrorKind::ResourceBusy);
    }
}
