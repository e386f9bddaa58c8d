//! The agreements' clock rules and calendars, every version that has begun, newest first.

use super::Context;
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;
use crate::texts::{AgreementText, AgreementVersionText};

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let month_end = context.marts.month.plus(1).first_day().to_string();
    let mut rows = Vec::new();
    for agreement in context
        .texts
        .agreements
        .iter()
        .filter(|agreement| agreement.kind == "sla")
    {
        let begun = |version: &&AgreementVersionText| version.valid_from < month_end;
        let mut versions: Vec<&AgreementVersionText> = agreement.versions.iter().filter(begun).collect();
        versions.sort_by(|a, b| b.valid_from.cmp(&a.valid_from));
        rows.extend(
            versions
                .into_iter()
                .map(|version| row(context, agreement, version)),
        );
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = [
        "column-agreement",
        "column-valid-from",
        "column-calendar",
        "column-pauses",
        "column-resolved-gap",
        "column-agreed",
    ];
    let columns = columns.map(Column::text).to_vec();
    vec![
        Block::Heading {
            title: Text::key("agreements-title"),
            lead: Text::None,
        },
        Block::Table(Table {
            caption: Text::None,
            columns,
            rows,
            note: Text::None,
        }),
    ]
}

fn row(context: &Context, agreement: &AgreementText, version: &AgreementVersionText) -> Row {
    let calendar = context
        .texts
        .calendars
        .iter()
        .find(|calendar| calendar.id == version.calendar);
    let state = |id: &String| match context.texts.states.get(id) {
        Some(name) => Text::Name(name.clone()),
        None => Text::data(id.clone()),
    };
    let agreed = version
        .agreed
        .iter()
        .map(|consent| Text::data(format!("{} ({}), {}", consent.by, consent.role, consent.on)));
    let gap = match version.resolved_gap.as_str() {
        "counted" => Text::key("gap-counted"),
        _ => Text::key("gap-excluded"),
    };
    let hours = match calendar {
        Some(calendar) => Cell::two(
            Text::Name(calendar.name.clone()),
            Text::data(calendar.time_zone.clone()),
        ),
        None => Cell::say(Text::data(version.calendar.clone())),
    };
    let cells = vec![
        Cell::two(
            Text::Name(agreement.name.clone()),
            Text::data(agreement.id.clone()),
        ),
        Cell::say(Text::data(version.valid_from.clone())),
        hours,
        Cell::say(Text::List {
            parts: version.pausing_states.iter().map(state).collect(),
        }),
        Cell::say(gap),
        Cell::say(Text::List {
            parts: agreed.collect(),
        }),
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}
