//! The kind of a directory entry.

use std::fmt;
use std::fs::FileType;

/// The kind of a directory entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A symbolic link.
    Link,
    /// A folder.
    Folder,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// A regular file.
    File,
}

impl fmt::Display for EntryKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Link => "a link",
            Self::Folder => "a folder",
            Self::Pipe => "a pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::File => "a file",
        })
    }
}

impl From<FileType> for EntryKind {
    fn from(found: FileType) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt;
            if found.is_fifo() {
                return Self::Pipe;
            }
            if found.is_socket() {
                return Self::Socket;
            }
        }
        match (found.is_symlink(), found.is_dir(), found.is_file()) {
            (true, ..) => Self::Link,
            (_, true, _) => Self::Folder,
            (.., true) => Self::File,
            _ => Self::Device,
        }
    }
}
