//! A published folder as one file, for a tablet or a memory stick: a zip archive with the files of its list, the same
//! bytes for the same folder (“.ZIP File Format Specification”, PKWARE, 6.3.9).

#![expect(clippy::disallowed_methods, reason = "reads the published folder and writes beside it")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use miniz_oxide::deflate::compress_to_vec;
use rayon::prelude::*;

use crate::publish::before::at;
use crate::publish::destination::{self, Protected};
use crate::publish::fault::{Fault, Refusal};
use crate::publish::manifest::{self, Found, Listed};
use crate::publish::{Destination, system};
use crate::render::OutputPath;

/// What the folder for archives is named with.
const OPTION: &str = "--offline-zip";
/// Of as many files the bytes are held at once.
const TOGETHER: usize = 256;
const LEVEL: u8 = 6;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// A file in the archive, its bytes left out.
struct Entry {
    path: OutputPath,
    method: u16,
    crc: u32,
    packed: u32,
    length: u32,
    offset: u32,
}

/// The real place of a folder that archives may be written to: outside what is read, and outside what is published, for
/// readers of one edition must not find another's there.
///
/// # Errors
/// If it is not such a folder.
pub fn zip_folder(
    folder: &Path,
    protected: &Protected,
    destinations: &[Destination],
) -> Result<PathBuf, Fault> {
    let real = destination::find(folder, OPTION, protected)?;
    let is_published = destinations.iter().any(|one| real.starts_with(&one.folder));
    match is_published {
        true => Err(Fault::Refused {
            folder: folder.to_owned(),
            option: OPTION,
            why: Refusal::Published,
        }),
        false => Ok(real),
    }
}

/// Writes what is published in a folder as `NAME.zip` in the folder `to`, in place of what was there.
///
/// # Errors
/// If something can't be read or written, or it is more than an archive holds.
pub fn write_zip(published: &Destination, to: &Path, name: &str) -> Result<PathBuf, Fault> {
    let path = to.join(format!("{name}.zip"));
    let unfinished = to.join(format!(".{name}.zip.new"));
    fs::create_dir_all(to).map_err(Fault::unwritten(to))?;
    let written = archive(&published.folder, &unfinished)
        .and_then(|()| system::rename(&unfinished, &path))
        .map_err(Fault::unwritten(&path));
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written.map(|()| path)
}

fn archive(folder: &Path, to: &Path) -> io::Result<()> {
    let Found::Whole(Listed { about, files, .. }) = manifest::read(folder)? else {
        return Err(io::Error::other("the published folder has no list of its files"));
    };
    let mut paths: Vec<OutputPath> = files.into_keys().collect();
    paths.extend(OutputPath::new(manifest::NAME));
    let date = dos_date(&about.date);
    let mut out = BufWriter::new(File::create(to)?);
    let (mut entries, mut offset) = (Vec::with_capacity(paths.len()), 0_u64);
    for paths in paths.chunks(TOGETHER) {
        let packed: Vec<(Entry, Vec<u8>)> =
            paths.par_iter().map(|path| pack(folder, path)).collect::<io::Result<_>>()?;
        for (mut entry, bytes) in packed {
            entry.offset = small(offset)?;
            let head = local_header(&entry, date);
            out.write_all(&head)?;
            out.write_all(&bytes)?;
            offset += (head.len() + bytes.len()) as u64;
            entries.push(entry);
        }
    }
    let directory: Vec<u8> =
        entries.iter().flat_map(|entry| directory_entry(entry, date)).collect();
    out.write_all(&directory)?;
    out.write_all(&end(entries.len() as u64, directory.len() as u64, offset)?)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    system::sync_file(&file)
}

fn pack(folder: &Path, path: &OutputPath) -> io::Result<(Entry, Vec<u8>)> {
    let bytes = fs::read(at(folder, path))?;
    let (crc, length) = (crc32(&bytes), small(bytes.len() as u64)?);
    let squeezed = compress_to_vec(&bytes, LEVEL);
    let (method, bytes) = if squeezed.len() < bytes.len() { (8, squeezed) } else { (0, bytes) };
    let packed = small(bytes.len() as u64)?;
    Ok((Entry { path: path.clone(), method, crc, packed, length, offset: 0 }, bytes))
}

fn small(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("a zip file holds no more than 4 GB"))
}

/// What both headers of a file say of it.
fn header(entry: &Entry, date: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in [20, FLAGS, entry.method, 0, date] {
        bytes.extend(number.to_le_bytes());
    }
    for number in [entry.crc, entry.packed, entry.length] {
        bytes.extend(number.to_le_bytes());
    }
    let name = u16::try_from(entry.path.as_str().len()).unwrap_or(u16::MAX);
    bytes.extend(name.to_le_bytes());
    bytes.extend(0_u16.to_le_bytes());
    bytes
}

fn local_header(entry: &Entry, date: u16) -> Vec<u8> {
    [b"PK\x03\x04", &*header(entry, date), entry.path.as_str().as_bytes()].concat()
}

fn directory_entry(entry: &Entry, date: u16) -> Vec<u8> {
    let made_by = 20_u16.to_le_bytes();
    // No comment, one disk, no attributes.
    let rest = [&[0; 10], &entry.offset.to_le_bytes()[..]].concat();
    let name = entry.path.as_str().as_bytes();
    [b"PK\x01\x02", &made_by[..], &header(entry, date), &rest, name].concat()
}

/// The end of the archive; with more files than a plain one counts, in the longer form first.
fn end(count: u64, size: u64, start: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if count > u64::from(u16::MAX) {
        bytes.extend(b"PK\x06\x06");
        bytes.extend(44_u64.to_le_bytes());
        bytes.extend([45, 0, 45, 0]);
        bytes.extend([0; 8]);
        for number in [count, count, size, start] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(b"PK\x06\x07");
        bytes.extend([0; 4]);
        bytes.extend((start + size).to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
    }
    let few = u16::try_from(count).unwrap_or(u16::MAX);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(few.to_le_bytes());
    bytes.extend(few.to_le_bytes());
    bytes.extend(small(size)?.to_le_bytes());
    bytes.extend(small(start)?.to_le_bytes());
    bytes.extend([0; 2]);
    Ok(bytes)
}

/// `2027-02-28` as MS-DOS counts days; its first day if it is none.
fn dos_date(date: &str) -> u16 {
    let mut parts = date.split('-').map(|part| part.parse::<u16>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    match (1980..2108).contains(&year) {
        true => ((year - 1980) << 9) | (month.min(12) << 5) | day.min(31),
        false => (1 << 5) | 1,
    }
}

/// The checksum of ISO 3309, as zip and gzip have it.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut index = 0;
        while index < 256 {
            let (mut crc, mut bit) = (index as u32, 0);
            while bit < 8 {
                crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
                bit += 1;
            }
            table[index] = crc;
            index += 1;
        }
        table
    };
    !bytes
        .iter()
        .fold(u32::MAX, |crc, byte| TABLE[usize::from(crc.to_le_bytes()[0] ^ byte)] ^ (crc >> 8))
}

#[cfg(test)]
mod tests {
    use super::{crc32, dos_date, end};

    #[test]
    fn counts_as_the_format_says() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(dos_date("2027-02-28"), (47 << 9) | (2 << 5) | 28);
        assert_eq!(dos_date("soon"), 33);
        assert_eq!(end(65535, 1, 2).unwrap().len(), 22);
        assert_eq!(end(65536, 1, 2).unwrap().len(), 22 + 56 + 20);
        assert!(end(1, 1, 1 << 32).is_err());
    }
}
