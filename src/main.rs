//! irr: see the library's page for how it is built.

use std::process::ExitCode;

/// Reading a store is small allocations on every core.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    irr::cli::main()
}
