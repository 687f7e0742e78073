//! irr: see the library's page for how it is built.

use std::process::ExitCode;

fn main() -> ExitCode {
    irr::cli::main()
}
