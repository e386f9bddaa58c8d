//! Opening a file: its hash, its compression, its encoding, its header.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::records::{Input, Text};
use super::{Contents, Records, csv, json};
use crate::Error;
use crate::mapping::{Layout, Mapping, Problem};

/// Opens the file at `path`, plain or gzip, hashes it, and checks its header against the mapping.
///
/// # Errors
/// The file cannot be read, is empty, is UTF-16, or lacks columns that the mapping needs.
pub fn open<'m>(path: &Path, contents: Contents<'m>) -> Result<Records<'m>, Error> {
    let failed = |doing: &'static str| move |error| fault(path, doing, error);
    let (sha256, bytes) = digest(path, contents).map_err(failed("opening"))?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let read = Arc::new(AtomicU64::new(0));
    let file = fs::File::open(path).map_err(failed("opening"))?;
    let mut text = decompressed(Counted {
        file,
        read: Arc::clone(&read),
    })
    .map_err(failed("reading"))?;
    let start = text.fill_buf().map_err(failed("decompressing"))?;
    if start.is_empty() {
        return Err(refused(
            path,
            "the file is empty; export it again, with its header line at least",
        ));
    }
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        return Err(refused(
            path,
            "the file is UTF-16; convert it with `iconv -f UTF-16 -t UTF-8`",
        ));
    }
    if start.starts_with(b"\xEF\xBB\xBF") {
        text.consume(3);
    }
    let input = match contents {
        Contents::Events => Input::Events(text, 0),
        Contents::Export(mapping) => export(path, text, mapping)?,
    };
    let topic = format!("file:{name}:{}", &sha256[..12]).into();
    Ok(Records {
        path: path.to_owned(),
        topic,
        bytes,
        read,
        rows: 0,
        input,
    })
}

/// What the operating system or the decompressor says; or the reader in its own words, line and remedy.
pub(super) fn fault(path: &Path, doing: &str, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::InvalidData && error.to_string().starts_with("line ") {
        return refused(path, &error.to_string());
    }
    Error::Read {
        doing: format!("{doing} {}", path.display()),
        source: error,
    }
}

fn refused(path: &Path, what: &str) -> Error {
    Error::Import(format!("{}: {what}", path.display()))
}

fn export<'m>(path: &Path, mut text: Text, mapping: &'m Mapping) -> Result<Input<'m>, Error> {
    let file = path.display().to_string();
    let unbound = |problems: Vec<Problem>| {
        Error::Import(
            problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    };
    let Layout::Csv { delimiter } = mapping.layout else {
        let columns = mapping.columns();
        let header: Vec<_> = columns.iter().map(|column| (*column).into()).collect();
        let bound = mapping.bind(&file, &header).map_err(unbound)?;
        return Ok(match mapping.layout {
            Layout::Ndjson => Input::Ndjson {
                text,
                line: 0,
                mapping,
                columns,
                bound,
            },
            _ => Input::Json {
                elements: json::Elements::new(text),
                mapping,
                columns,
                bound,
            },
        });
    };
    let mut line = 0;
    let header = csv::next(&mut text, &mut line, delimiter).map_err(|error| fault(path, "reading", error))?;
    let Some(header) = header else {
        return Err(refused(
            path,
            "the file is blank; export it again, with its header line at least",
        ));
    };
    let names = csv::fields(&header.bytes, delimiter);
    let names = names.map_err(|problem| refused(path, &problem.at(header.line).to_string()))?;
    let names: Vec<_> = names.iter().map(|name| name.trim().into()).collect();
    let bound = mapping.bind(&file, &names).map_err(unbound)?;
    Ok(Input::Csv {
        text,
        line,
        delimiter,
        columns: names.len(),
        bound,
    })
}

/// SHA-256 of the file as it lies on disk and of the mapping that reads it, in hex, and the file's size.
///
/// The mapping counts because rows that were refused become events when it is mended: they must not be taken for
/// rows that are stored.
fn digest(path: &Path, contents: Contents<'_>) -> io::Result<(String, u64)> {
    let mut file = fs::File::open(path)?;
    let (mut hash, mut buffer, mut bytes) = (Sha256::new(), vec![0; 1 << 16], 0_u64);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
    if let Contents::Export(mapping) = contents {
        hash.update(mapping.sha256);
    }
    Ok((
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        bytes,
    ))
}

/// The file's text: through gzip if it starts with gzip's magic bytes, whatever its name says.
fn decompressed(file: Counted) -> io::Result<Text> {
    let mut file = BufReader::with_capacity(1 << 16, file);
    let gzip = file.fill_buf()?.starts_with(&[0x1F, 0x8B]);
    Ok(if gzip {
        Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file)))
    } else {
        Box::new(file)
    })
}

/// A file that counts the bytes read from it.
struct Counted {
    file: fs::File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
