//! Reads the table `major_incidents` of `organisation.toml`.

use super::section::Section;
use super::words;
use crate::definitions::{MajorIncidents, Stage, StageTarget, StageTime};

/// Reads the table; without one, 28 days are compared and no stage has a target.
pub(super) fn major_incidents(file: &Section<'_>) -> MajorIncidents {
    let Some(section) = file.section("major_incidents", &["observed_days", "stages"]) else {
        return MajorIncidents::default();
    };
    let observed_days = if section.has("observed_days") {
        section.number("observed_days", 1, 90)
    } else {
        MajorIncidents::default().observed_days
    };
    let keys = ["stage", "valid_from", "within", "working_days"];
    let mut stages: Vec<StageTarget> = section.sections("stages", &keys).iter().map(stage).collect();
    stages.sort_by_key(|target| (target.stage, target.valid_from));
    for pair in stages.windows(2) {
        if (pair[0].stage, pair[0].valid_from) == (pair[1].stage, pair[1].valid_from) {
            let what = format!(
                "`{}` has two targets from {}",
                pair[0].stage.as_str(),
                pair[0].valid_from
            );
            section.error("stages", what, "give each its own `valid_from`, or leave one out");
        }
    }
    MajorIncidents {
        observed_days,
        stages,
    }
}

fn stage(section: &Section<'_>) -> StageTarget {
    if section.has("within") == section.has("working_days") {
        let remedy = "write either `within = \"15min\"` or `working_days = 5`";
        section.error(
            "within",
            "a stage is reached within a time or within working days",
            remedy,
        );
    }
    let within = if section.has("working_days") {
        StageTime::WorkingDays(section.number("working_days", 1, 99))
    } else if section.has("within") {
        StageTime::Clock(section.notation("within", words::duration_ms, 1))
    } else {
        StageTime::Clock(1)
    };
    StageTarget {
        stage: section.choice("stage", &Stage::ALL, Stage::as_str),
        valid_from: section.date("valid_from"),
        within,
    }
}
