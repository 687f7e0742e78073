//! Shows a text in the user's pager.

use std::io::{self, Write};
use std::process::Stdio;

use super::user_program::UserProgram;

/// What a shell says of a program that it cannot start: it is not executable, or there is none.
const NOT_STARTED: [i32; 2] = [126, 127];

/// Shows a text in `pager`, a shell command line, and waits until the pager exits; how it exits says nothing of the text. The
/// variables are its environment besides ours.
///
/// # Errors
/// Fails if the pager cannot be started; then nothing was shown.
pub fn show_in_pager(pager: &str, variables: &[(&str, &str)], text: &[u8]) -> io::Result<()> {
    let mut command = UserProgram::new(pager).command([""; 0]);
    let mut child = command.envs(variables.iter().copied()).stdin(Stdio::piped()).spawn()?;
    // Ctrl-C is for the pager: without irr the shell and the pager would both read the keys.
    #[cfg(unix)]
    let kept = signal_hook::flag::register(signal_hook::consts::SIGINT, Default::default());
    if let Some(mut stdin) = child.stdin.take() {
        // A pager that was left early has closed its end.
        let _ = stdin.write_all(text);
    }
    let status = child.wait();
    #[cfg(unix)]
    kept.map(signal_hook::low_level::unregister)?;
    match status?.code() {
        Some(code) if NOT_STARTED.contains(&code) => Err(io::ErrorKind::NotFound.into()),
        _ => Ok(()),
    }
}
