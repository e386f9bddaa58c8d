//! One process per data folder: a lock file that names its holder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::Error;

const FILE_NAME: &str = "in-use-by.pid";

/// Holds a data folder until dropped; the system frees it also when the process is killed.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the folder.
    ///
    /// # Errors
    /// Another process holds it (its pid is in the message), or the lock file cannot be written.
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let unusable = |source| Error::DataFolder {
            folder: folder.to_owned(),
            source,
        };
        let path = folder.join(FILE_NAME);
        let open = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let mut file = open.map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).map_err(unusable)?;
                return Err(Error::InUse {
                    folder: folder.to_owned(),
                    pid: holder.trim().to_owned(),
                });
            }
        }
        file.set_len(0).and_then(|()| file.rewind()).map_err(unusable)?;
        writeln!(file, "{}", std::process::id()).map_err(unusable)?;
        Ok(Self { _file: file })
    }
}

/// Whether a folder was once taken and its holder is gone.
pub(crate) fn is_abandoned(folder: &Path) -> bool {
    let Ok(mut file) = File::open(folder.join(FILE_NAME)) else {
        return false;
    };
    let mut holder = String::new();
    // An empty file belongs to a process that is about to take the folder.
    file.read_to_string(&mut holder).is_ok() && !holder.is_empty() && file.try_lock().is_ok()
}
