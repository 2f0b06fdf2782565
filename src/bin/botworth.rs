//! The command.

use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(botworth::command::run(std::env::args_os(), &mut stdout().lock(), &mut stderr().lock()))
}
