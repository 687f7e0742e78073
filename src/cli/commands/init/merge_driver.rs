//! Tells git to merge records by `irr merge-driver`.

use std::io::Write;
use std::path::Path;

use crate::cli::terminal::context::{Context, shown_path};
use crate::cli::terminal::error::Failure;
use crate::store::{DRIVER_ATTRIBUTE, DRIVER_COMMAND, DRIVER_NAME, Store, StoreError};

/// Whose repository the records are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repository {
    /// One that this command created, and may configure.
    Created,
    /// One that was there.
    Existing,
}

/// Sets up the merge driver: what is there already stays, and an existing repository is configured only with consent.
pub(super) fn set_up(ctx: &mut Context, store: &Store, repository: Repository) -> Result<(), Failure> {
    let driver = match store.merge_driver() {
        Ok(driver) => driver,
        // An empty folder called `.git` keeps others from looking further up.
        Err(StoreError::NoRepository { .. }) => return Ok(()),
        Err(error) => {
            ctx.report(&Failure::new(error, "cannot set up git to merge records value by value"));
            return Ok(());
        }
    };
    if !driver.is_named {
        name(ctx, store)?;
    }
    if driver.command.is_some() {
        return Ok(());
    }
    let command = command();
    let lines = commands(&command);
    let is_agreed = match repository {
        Repository::Created => true,
        Repository::Existing => {
            writeln!(ctx.err, "so that git merges records value by value, configure it with:\n{lines}")?;
            ctx.asker().map_or(Ok(false), |asker| asker.confirm("Do so now, for this repository?"))?
        }
    };
    if is_agreed {
        store.set_merge_driver(&command)?;
        writeln!(ctx.err, "set {DRIVER_COMMAND} in this repository's git configuration: {command}")?;
    }
    Ok(())
}

/// Names the driver in an existing `.gitattributes`, with consent, or says which line does.
fn name(ctx: &mut Context, store: &Store) -> Result<(), Failure> {
    let path = shown_path(&store.root().join(".gitattributes"));
    writeln!(ctx.err, "so that git merges records value by value, {path} needs the line:\n  {DRIVER_ATTRIBUTE}")?;
    let is_agreed = ctx.asker().map_or(Ok(false), |asker| asker.confirm(&format!("Add it to {path}?")))?;
    if is_agreed {
        store.name_merge_driver()?;
        writeln!(ctx.out, "added the line to {path}")?;
    }
    Ok(())
}

/// Returns the command that git runs, in the words of the shell that git brings along on every system.
pub(in crate::cli) fn command() -> String {
    let arguments = "merge-driver %O %A %B %P %L";
    // A system without /proc, such as a container that is being built, does not say which program runs.
    let Ok(program) = std::env::current_exe() else { return format!("irr {arguments}") };
    let is_it = |folder: &Path| {
        let found = folder.join(format!("irr{}", std::env::consts::EXE_SUFFIX));
        found.canonicalize().is_ok_and(|found| program.canonicalize().is_ok_and(|program| found == program))
    };
    // git finds the first irr on the path, which may be another one.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let first = std::env::split_paths(&path).find(|folder| folder.join(format!("irr{}", std::env::consts::EXE_SUFFIX)).is_file());
    let name = match first.is_some_and(|folder| is_it(&folder)) {
        true => "irr".to_owned(),
        // That shell takes a backslash for an escape.
        false => shell_word(&program.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")),
    };
    format!("{name} {arguments}")
}

/// Returns the commands that configure git, each on a line.
pub(in crate::cli) fn commands(command: &str) -> String {
    [(DRIVER_COMMAND, command), DRIVER_NAME].map(|(key, value)| format!("  git config {key} {}", quoted(value))).join("\n")
}

/// Returns the program of a command that [`command`] made, if it is named by its path and is not there any more.
pub(in crate::cli) fn missing_program(command: &str) -> Option<String> {
    let (word, _) = command.split_once(" merge-driver ")?;
    let path = match word.strip_prefix('\'').and_then(|word| word.strip_suffix('\'')) {
        Some(quoted) => quoted.replace(r"'\''", "'"),
        None => word.to_owned(),
    };
    let path = path.replace("%%", "%");
    (Path::new(&path).is_absolute() && !Path::new(&path).exists()).then_some(path)
}

/// Returns a path as one word of a POSIX shell, within which git replaces no `%`.
fn shell_word(path: &str) -> String {
    let path = path.replace('%', "%%");
    match path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | ':' | '+')) {
        true => path,
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

/// Returns a value as one word for a shell: in double quotes, which those of Windows know too, where nothing in them is special.
fn quoted(value: &str) -> String {
    match value.contains(['"', '$', '`', '\\', '!']) {
        true => format!("'{}'", value.replace('\'', r"'\''")),
        false => format!("\"{value}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_blanks_is_quoted_for_the_shell_of_git_and_for_that_of_the_user() {
        let command = format!("{} merge-driver %O", shell_word("C:/Program Files/irr.exe"));
        assert_eq!(command, "'C:/Program Files/irr.exe' merge-driver %O");
        assert!(commands(&command).starts_with("  git config merge.irr.driver \"'C:/Program Files/irr.exe' merge-driver %O\"\n"));
        assert_eq!(shell_word("/home/o'neil/100%/irr"), r"'/home/o'\''neil/100%%/irr'");
        assert_eq!(quoted(r"'/o'\''n' x"), r"''\''/o'\''\'\'''\''n'\'' x'");
        assert_eq!(shell_word("/usr/local/bin/irr"), "/usr/local/bin/irr");
        let gone = if cfg!(windows) { "C:/no such/o'neil/irr" } else { "/no such/o'neil/100%/irr" };
        assert_eq!(missing_program(&format!("{} merge-driver %O", shell_word(gone))).as_deref(), Some(gone));
        assert_eq!(missing_program("irr merge-driver %O"), None);
    }
}
