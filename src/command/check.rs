//! `check`: find mistakes in the definitions.
use std::collections::BTreeSet;
use std::process::ExitCode;

use aggregator::definitions::Definitions;
use anyhow::Result;

use crate::config::Config;

/// Reads the definitions and lists everything that is wrong in them, with file and line. Exit code 1 when
/// they cannot be used. Says how much of clause 6.2 the register of reports covers, and warns of what it lacks.
///
/// Example: service-report check --definitions ./my-organisation
///
/// Next: mend what is listed; then `service-report aggregate --month 2026-05` computes with them.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {}

/// Prints problems and a summary.
///
/// # Errors
/// None: problems are printed and told by the exit code.
pub fn run(_args: Args, config: &Config) -> Result<ExitCode> {
    let folder = super::definitions_folder(config);
    match aggregator::definitions::load(&folder) {
        Ok(definitions) => {
            for warning in &definitions.warnings {
                println!("{}/{warning}", folder.display());
            }
            println!(
                "{}: {} services, {} calendars, {} agreements, {} reports; {} warnings, no errors",
                folder.display(),
                definitions.services.len(),
                definitions.calendars.len(),
                definitions.agreements.len(),
                definitions.reports.len(),
                definitions.warnings.len(),
            );
            println!("{}", register(&definitions));
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            for problem in &problems.0 {
                println!("{}/{problem}", folder.display());
            }
            println!("{}: {} problems", folder.display(), problems.0.len());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// How much of clause 6.2 the register covers; what is missing is among the warnings.
fn register(definitions: &Definitions) -> String {
    let reports = &definitions.reports;
    let types: BTreeSet<u32> = reports.iter().map(|report| report.report_type).collect();
    let placed = definitions
        .kpis
        .iter()
        .filter(|kpi| reports.iter().any(|report| report.kpis.contains(&kpi.id)));
    format!(
        "register of clause 6.2: {} of 11 report types described and agreed; {} of {} figures stand in one; {} left out with a \
         reason",
        types.len(),
        placed.count(),
        definitions.kpis.len(),
        definitions.left_out.len(),
    )
}
