//! `factlint explain`: what a fault is.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::{Ending, Failure, output};
use crate::finding::Fault;

/// Explain a fault, or list all faults
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The fault, as it stands in brackets in a finding: growth-off
    #[arg(value_parser = PossibleValuesParser::new(Fault::ALL.iter().map(|fault| fault.code())), hide_possible_values = true)]
    fault: Option<String>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<Ending, Failure> {
    let fault = arguments.fault.as_deref().and_then(Fault::from_code);
    output::write(None, |out| {
        if let Some(fault) = fault {
            writeln!(out, "{} ({})", fault.code(), fault.category().name())?;
            return writeln!(out, "  {}", fault.what());
        }
        let codes = Fault::ALL.iter().map(|fault| fault.code().len());
        let width = codes.max().unwrap_or(0);
        Fault::ALL
            .iter()
            .try_for_each(|fault| writeln!(out, "{:width$}  {}", fault.code(), fault.what()))
    })?;
    Ok(Ending::Clean)
}
