//! The configuration by which git merges records with `irr merge-driver`.
//!
//! `.gitattributes`, which comes with the repository, names the driver. The command of that name is in the user's own git
//! configuration, which no pull request can change; without one git merges records by lines.

use std::fs::OpenOptions;

use super::command::succeeded;
use crate::store::load::{bytes_from, text_of_bytes};
use crate::store::{LARGEST, RECORDS, Store, StoreError, regular_file, write_whole};

/// The line of `.gitattributes` that names the driver.
pub const DRIVER_ATTRIBUTE: &str = "records/**/*.yaml merge=irr";
/// The setting of git that has its command.
pub const DRIVER_COMMAND: &str = "merge.irr.driver";
/// The setting of git that has its name for people, and that name.
pub const DRIVER_NAME: (&str, &str) = ("merge.irr.name", "irr: records, value by value");
const ATTRIBUTES: &str = ".gitattributes";

/// The merge driver of records in git's attributes and configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeDriver {
    /// Whether the attributes of records name the driver.
    pub is_named: bool,
    /// The command that git's configuration has for it.
    pub command: Option<String>,
}

impl Store {
    /// Returns what git's attributes and configuration say of the merge of records.
    ///
    /// # Errors
    /// Fails if there is no repository, or if git fails.
    pub fn merge_driver(&self) -> Result<MergeDriver, StoreError> {
        let git = self.git()?;
        let record = format!("{RECORDS}/force/report.yaml");
        let attributes = git.text(&["check-attr", "-z", "merge", "--", &record])?;
        let is_named = attributes.split('\0').nth(2) == Some("irr");
        let configured = git.attempt(&["config", "-z", "--get", DRIVER_COMMAND], b"")?;
        let command = String::from_utf8_lossy(&configured.stdout).trim_end_matches('\0').to_owned();
        Ok(MergeDriver { is_named, command: Some(command).filter(|command| !command.is_empty()) })
    }

    /// Sets the command of the driver in this repository's own git configuration.
    ///
    /// # Errors
    /// Fails if there is no repository, or if git cannot write its configuration.
    pub fn set_merge_driver(&self, command: &str) -> Result<(), StoreError> {
        let git = self.git()?;
        // The command first: git refuses to merge with a driver that has a name alone.
        for (key, value) in [(DRIVER_COMMAND, command), DRIVER_NAME] {
            succeeded(git.attempt(&["config", "--local", key, value], b"")?, "config")?;
        }
        Ok(())
    }

    /// Appends the line that names the driver to `.gitattributes`.
    ///
    /// # Errors
    /// Fails if the file cannot be read or written, or is a link.
    pub fn name_merge_driver(&self) -> Result<(), StoreError> {
        let path = self.root().join(ATTRIBUTES);
        // A link or a pipe may have come with the repository.
        let kept = match regular_file::open(&path, OpenOptions::new().read(true))? {
            Some((file, _)) => text_of_bytes(bytes_from(file, &path, LARGEST)?, &path)?,
            None => String::new(),
        };
        let gap = if kept.is_empty() || kept.ends_with('\n') { "" } else { "\n" };
        write_whole(&path, format!("{kept}{gap}{DRIVER_ATTRIBUTE}\n").as_bytes())
    }
}
