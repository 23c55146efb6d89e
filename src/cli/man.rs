//! `factlint man`: the manual page, as `man` reads it.

use clap::{Args, CommandFactory};

use super::{Ending, Failure, output};

/// Print the manual page of the program or of one of its commands
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  factlint man > ~/.local/share/man/man1/factlint.1
  factlint man lint > ~/.local/share/man/man1/factlint-lint.1")]
pub(super) struct Arguments {
    /// The command
    command: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let mut program = super::Arguments::command();
    // So that each command knows its full name and the options of all.
    program.build();
    let command = match &arguments.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::Unknown(format!("there is no command `{name}`")))?,
    };
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .title(name.to_uppercase())
        .render(&mut page)?;
    output::write(None, |out| out.write_all(&page))?;
    Ok(Ending::Clean)
}
