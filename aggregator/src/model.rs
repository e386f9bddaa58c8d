//! The SQL files: which there are, in which layer, and in which order they build upon one another.

/// A layer of `aggregator/sql`; each reads the layers before it only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Deduplicates, renames and casts; the only reader of events.
    Staging,
    /// Lives, clocks and intervals, from staging and the tables of definitions.
    Intermediate,
    /// What reports read, from intermediate and staging; later marts also from earlier ones of the same month.
    Marts,
    /// Rows of the mart `figures` beyond its own file: one file per process, from all marts of the same month.
    Kpis,
    /// Marts that judge by the processes' figures.
    Judging,
    /// Rows of the mart `figures` that build upon those of the processes.
    Levels,
    /// Rows of the mart `figures` that look at all its other rows.
    RollUps,
    /// Marts that look at the month's complete figures, and at those of the months before it.
    Closing,
    /// What must hold of a month's marts before they are published: each selects the rows that offend.
    Checks,
    /// What is handed out as files.
    Exports,
    /// What stands behind a figure, asked when somebody wants it explained.
    Explain,
}

/// One SQL file: one SELECT with the header lines `-- What:` and `-- Grain:`.
#[derive(Clone, Copy, Debug)]
pub struct SqlFile {
    /// Its layer, and folder.
    pub layer: Layer,
    /// File name without `.sql`: the name of the view or of the mart's table.
    pub name: &'static str,
    /// Where the file is, from the project's root.
    pub path: &'static str,
    /// The file's text.
    pub sql: &'static str,
}

macro_rules! files {
    ($($layer:ident $folder:literal: $($name:literal)+;)+) => {&[$($(SqlFile {
        layer: Layer::$layer,
        name: $name,
        path: concat!("aggregator/sql/", $folder, "/", $name, ".sql"),
        sql: include_str!(concat!("../sql/", $folder, "/", $name, ".sql")),
    },)+)+]};
}

/// Every SQL file, marts in the order in which they are filled. A test holds this list and the folders together.
pub const FILES: &[SqlFile] = files! {
    Staging "staging":
        "stg_actions"
        "stg_automatic_answers"
        "stg_any_incident"
        "stg_audits"
        "stg_capacity_samples"
        "stg_cause_codings"
        "stg_changes"
        "stg_checked_services"
        "stg_checks_around_downs"
        "stg_complaints"
        "stg_configuration_audits"
        "stg_configuration_deviations"
        "stg_continuity_drills"
        "stg_contradicted_checks"
        "stg_continuity_invocations"
        "stg_costs"
        "stg_earliest_instant"
        "stg_event_arrivals"
        "stg_exclusions"
        "stg_feed_days"
        "stg_incident_grades"
        "stg_incident_places"
        "stg_incidents"
        "stg_known_updates"
        "stg_maintenance_updates"
        "stg_major_incident_openings"
        "stg_major_incidents"
        "stg_monitor_checks"
        "stg_monitor_coverage"
        "stg_nonconformities"
        "stg_outages"
        "stg_problems"
        "stg_month_tickets"
        "stg_recent_incident_updates"
        "stg_record_events"
        "stg_record_updates"
        "stg_records"
        "stg_release_words"
        "stg_releases"
        "stg_request_items"
        "stg_reviews"
        "stg_security_incidents"
        "stg_service_deployments"
        "stg_supplier_evaluations"
        "stg_survey_answers"
        "stg_surveys"
        "stg_stated_records"
        "stg_stated_verdicts"
        "stg_touched_tickets"
        "stg_ticket_updates";
    Intermediate "intermediate":
        "int_capacity_use"
        "int_caused_incidents"
        "int_check_interruptions"
        "int_complaint_answers"
        "int_complaint_times"
        "int_continuity_limits"
        "int_exclusions"
        "int_findings_of_changes"
        "int_findings_of_delays"
        "int_findings_of_records"
        "int_excluded_time"
        "int_goals_in_force"
        "int_incident_interruptions"
        "int_incident_moves"
        "int_incident_resolutions"
        "int_incidents_around_releases"
        "int_interruptions"
        "int_kpi_goals"
        "int_maintenance"
        "int_major_incident_stages"
        "int_major_incidents"
        "int_maintenance_windows"
        "int_maintenance_words"
        "int_major_incident_deadlines"
        "int_party_stretches"
        "int_repeat_incidents"
        "int_recent_incidents"
        "int_release_marks"
        "int_releases"
        "int_nonconformity_answers"
        "int_service_marks"
        "int_signs_of_clocks"
        "int_silent_feeds"
        "int_source_verdicts"
        "int_ticket_holds"
        "int_ticket_instants"
        "int_ticket_ledgers"
        "int_ticket_lives"
        "int_ticket_segments"
        "int_unmonitored"
        "int_working_days";
    Marts "marts":
        "ledger"
        "breaches"
        "exclusions"
        "open_targets"
        "party_clocks"
        "figures"
        "workload_hours"
        "request_items"
        "interruptions"
        "availability_segments"
        "availability_days"
        "availability_exclusions"
        "outages"
        "major_incidents"
        "major_incident_stages"
        "major_incident_windows"
        "major_incident_actions"
        "release_outcomes"
        "forward_schedule"
        "continuity_events"
        "continuity_readiness"
        "satisfaction"
        "satisfaction_themes"
        "supplier_scores"
        "low_scores"
        "complaints"
        "actions"
        "nonconformities"
        "problems"
        "integrity_signs"
        "open_tickets"
        "months";
    Kpis "marts/kpis":
        "availability"
        "capacity"
        "capacity_forecast"
        "capacity_incidents"
        "continuity"
        "drills"
        "interruptions"
        "maintenance"
        "major_incident"
        "change"
        "release"
        "incident"
        "incident_handling"
        "complaint"
        "satisfaction"
        "satisfaction_reviews"
        "problem"
        "reviews"
        "improvement"
        "configuration"
        "supplier"
        "security"
        "finance"
        "new_service"
        "major_causes"
        "integrity";
    Judging "marts/judging":
        "promises";
    Levels "marts/levels":
        "change_outages"
        "divergence"
        "service_level";
    RollUps "marts/roll_ups":
        "roll_up";
    Closing "marts/closing":
        "trends"
        "missed_targets"
        "findings";
    Checks "checks":
        "availability_adds_up"
        "backlog_flows"
        "breached_is_beyond_target"
        "customers_add_up"
        "held_time_adds_up"
        "one_row_per_record"
        "scopes_add_up"
        "wall_time_adds_up";
    Exports "exports":
        "ledger_lines";
    Explain "explain":
        "promises"
        "record_clocks"
        "time_records";
};

/// What stands behind figures, for [`crate::explain`].
pub(crate) const PROMISES: &str = include_str!("../sql/explain/promises.sql");
pub(crate) const RECORD_CLOCKS: &str = include_str!("../sql/explain/record_clocks.sql");
pub(crate) const TIME_RECORDS: &str = include_str!("../sql/explain/time_records.sql");

/// The ledger as it is handed out.
pub(crate) const LEDGER_LINES: &str = include_str!("../sql/exports/ledger_lines.sql");

/// The file that makes the rows of a figure: the one that names it.
pub fn maker(figure: &str) -> Option<&'static SqlFile> {
    let named = |file: &&SqlFile| file.names(figure);
    let beyond = of(Layer::Kpis)
        .chain(of(Layer::Levels))
        .chain(of(Layer::RollUps))
        .find(named);
    // Attainment is named once for every measure that targets are agreed for.
    let attained = figure.ends_with(".attainment");
    beyond.or_else(|| of(Layer::Marts).find(|file| file.name == "figures" && (named(file) || attained)))
}

/// A file and every file below it, itself first, each before those that it reads.
pub fn with_all_below(file: &'static SqlFile) -> Vec<&'static SqlFile> {
    let mut found = vec![file];
    let mut next = 0;
    while let Some(file) = found.get(next).copied() {
        let readable = views().chain(tables());
        for read in readable.filter(|other| file.reads().contains(&other.name)) {
            if !found.iter().any(|known| known.path == read.path) {
                found.push(read);
            }
        }
        next += 1;
    }
    found
}

/// The files of a layer, in order of [`FILES`].
pub fn of(layer: Layer) -> impl Iterator<Item = &'static SqlFile> {
    FILES.iter().filter(move |file| file.layer == layer)
}

/// The files that are tables of the same name, in the order in which they are filled.
pub fn tables() -> impl Iterator<Item = &'static SqlFile> {
    of(Layer::Marts)
        .chain(of(Layer::Judging))
        .chain(of(Layer::Closing))
}

/// The views, staging and intermediate: read by name with arguments, and written out where they are read.
pub fn views() -> impl Iterator<Item = &'static SqlFile> {
    of(Layer::Staging).chain(of(Layer::Intermediate))
}

/// Cut into waves, in each of which nothing needs what is not in an earlier one. What needs one another in a circle stands
/// in the last.
pub fn waves<T>(things: Vec<T>, needs: impl Fn(&T, &T) -> bool) -> Vec<Vec<T>> {
    let mut waiting = things;
    let mut waves = Vec::new();
    while !waiting.is_empty() {
        let blocked: Vec<bool> = waiting
            .iter()
            .map(|one| waiting.iter().any(|other| needs(one, other)))
            .collect();
        let circle = blocked.iter().all(|blocked| *blocked);
        let (mut ready, mut still) = (Vec::new(), Vec::new());
        for (one, blocked) in waiting.into_iter().zip(blocked) {
            if blocked && !circle {
                &mut still
            } else {
                &mut ready
            }
            .push(one);
        }
        waves.push(ready);
        waiting = still;
    }
    waves
}

impl SqlFile {
    /// What the file is, in its own words: the text of `-- What:`.
    pub fn what(&self) -> String {
        self.header("What:")
    }

    /// Why the figure is made of all its records together, in the words of the file's header line `-- Together:`; it names
    /// such figures, or says `*` for all of them. None for most.
    pub fn together(&self, figure: &str) -> Option<String> {
        let why = self.header("Together:");
        (why.starts_with('*') || why.contains(figure)).then_some(why)
    }

    /// Whether the figure's name stands in the file in quotes, or up to its last dash or its dot the begin of it
    /// (`'SMS-05-objective-'`, `'integrity.'`).
    fn names(&self, figure: &str) -> bool {
        let code = self
            .sql
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"));
        let mut words = code.flat_map(|line| {
            // Whose figure is asked for (`figure = 'SLM-01'`) is made elsewhere.
            let mut before = "";
            line.split('\'').enumerate().filter_map(move |(at, part)| {
                let asked = before.trim_end().ends_with("figure =");
                before = part;
                (at % 2 == 1 && !asked).then_some(part)
            })
        });
        let begins = figure
            .rfind('-')
            .and_then(|at| figure.get(..=at))
            .filter(|begin| begin.matches('-').count() > 1);
        let family = figure.find('.').and_then(|at| figure.get(..=at));
        words.any(|word| word == figure || Some(word) == begins || Some(word) == family)
    }

    /// Whether the file gives each record by itself when asked with `by_record = 1`.
    pub fn says_its_records(&self) -> bool {
        self.sql.contains("{by_record:UInt8}")
    }

    /// The text that a header line begins, with the lines that go on with it.
    fn header(&self, begins: &str) -> String {
        let comments = self.sql.lines().map_while(|line| line.strip_prefix("--"));
        let from = comments.skip_while(|line| !line.trim_start().starts_with(begins));
        let own = from
            .enumerate()
            .take_while(|(at, line)| *at == 0 || line.starts_with("   "));
        let text: Vec<&str> = own.map(|(_, line)| line.trim()).collect();
        text.join(" ").trim_start_matches(begins).trim().to_owned()
    }

    /// The tables and views that it reads: every name after `from`, `join` or `in (select … from`, as the
    /// parameter's name where a table is one (`{ledger:Identifier}`). Comments do not count.
    pub fn reads(&self) -> Vec<&'static str> {
        let code = self
            .sql
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"));
        let mut names: Vec<&str> = Vec::new();
        let (mut expects_table, mut before) = (false, "");
        for word in code.flat_map(str::split_whitespace) {
            if expects_table {
                let name = word
                    .trim_start_matches('{')
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next();
                names.extend(name.filter(|name| !name.is_empty() && *name != "select"));
            }
            // `array join` is followed by an expression.
            expects_table = word == "from" || (word == "join" && before != "array");
            before = word;
        }
        // What the file names itself (`with lines as (`) is no table.
        names.retain(|name| !self.sql.contains(&format!("{name} as (")));
        names.sort_unstable();
        names.dedup();
        names
    }
}
