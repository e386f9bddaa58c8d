//! Agreed exclusions, stated in full: which record, by which rule, who entered and approved it, and when.

use super::Context;
use crate::marts::ExclusionRow;
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;

/// So many entries are listed.
const SHOWN: usize = 40;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let entries = &context.marts.levels.exclusions;
    let title = Text::key("exclusions-title");
    let applied: Vec<&ExclusionRow> = entries.iter().filter(|row| row.status == "applied").collect();
    let number = |count: usize| Text::number(i64::try_from(count).unwrap_or(i64::MAX));
    if entries.is_empty() {
        return vec![Block::Heading {
            title,
            lead: Text::key("exclusions-none"),
        }];
    }
    let lead = Text::with(
        "exclusions-lead",
        [
            ("applied", number(applied.len())),
            ("entered", number(entries.len())),
            (
                "time",
                Text::duration(applied.iter().map(|row| row.excluded_ms).sum()),
            ),
        ],
    );
    let table = Table {
        caption: Text::None,
        columns: vec![
            Column::text("column-record"),
            Column::text("column-rule"),
            Column::text("column-stretch"),
            Column::number("column-excluded"),
            Column::text("column-entered"),
            Column::text("exclusion-approved"),
            Column::text("column-status"),
        ],
        rows: entries.iter().take(SHOWN).map(|row| line(context, row)).collect(),
        note: Text::with(
            "exclusions-note",
            [("rest", number(entries.len().saturating_sub(SHOWN)))],
        ),
    };
    vec![Block::Heading { title, lead }, Block::Table(table)]
}

fn line(context: &Context, row: &ExclusionRow) -> Row {
    let reason = match row.reason.as_str() {
        "" => Text::None,
        reason => Text::data(reason),
    };
    let stretch = Text::with(
        "exclusions-stretch",
        [
            ("from", context.local(row.begins_at)),
            ("until", context.local(row.ends_at)),
        ],
    );
    let approved = match (row.approved_by.as_str(), row.approved_at) {
        ("", _) => Cell::say(Text::key("value-none")),
        (by, at) => Cell::two(Text::data(by), at.map_or(Text::None, |at| context.local(at))),
    };
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(Text::data(&row.record), context.texts.service(&row.service)),
            Cell::two(context.texts.exclusion_rule(&row.agreement, &row.rule), reason),
            Cell::say(stretch),
            Cell::say(Text::duration(row.excluded_ms)),
            Cell::two(Text::data(&row.entered_by), context.local(row.entered_at)),
            approved,
            Cell::say(status(&row.status)),
        ],
    }
}

fn status(status: &str) -> Text {
    match status {
        "applied" => Text::key("exclusion-applied"),
        "not-approved" => Text::key("exclusion-not-approved"),
        "withdrawn" => Text::key("exclusion-withdrawn"),
        "no-rule" => Text::key("exclusion-no-rule"),
        other => Text::data(other),
    }
}
