//! Arguments in, exit code out.

use std::process::ExitCode;

/// A build allocates a fifth of its time away with the systems' own allocators: see docs/decisions/0014.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    handbook::cli::run()
}
