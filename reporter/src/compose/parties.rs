//! Divisions and suppliers against their own agreements, and suppliers' share of the service levels' time.

use super::{Context, type_name};
use crate::marts::{PartyMissRow, PartyRow, SupplierShareRow};
use crate::present;
use crate::report::{Block, Cell, Column, Part, Row, RowKind, Table};
use crate::text::Text;

/// So many records are listed.
const MISSES_SHOWN: usize = 15;

pub(super) fn blocks(context: &Context) -> Vec<Block> {
    let levels = &context.marts.levels;
    if levels.parties.is_empty() && levels.supplier_shares.iter().all(|row| row.supplier.is_empty()) {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading {
        title: Text::key("parties-title"),
        lead: Text::key("parties-lead"),
    }];
    blocks.extend(kept(context));
    blocks.extend(misses(context));
    blocks.extend(shares(context));
    blocks
}

/// Each agreement: records on which it was kept, of those counted.
fn kept(context: &Context) -> Option<Block> {
    let parties = &context.marts.levels.parties;
    let mut rows = Vec::new();
    for (kind, title) in [("ola", "parties-divisions"), ("contract", "parties-suppliers")] {
        let of: Vec<&PartyRow> = parties.iter().filter(|row| row.kind == kind).collect();
        if of.is_empty() {
            continue;
        }
        rows.push(Row {
            kind: RowKind::Heading,
            cells: vec![Cell::say(Text::key(title))],
        });
        rows.extend(of.into_iter().map(|row| party(context, row)));
    }
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("parties-kept"),
            columns: vec![
                Column::text("column-agreement"),
                Column::number("column-kept"),
                Column::number("column-not-kept"),
                Column::number("column-still-open"),
                Column::number("column-own-time"),
            ],
            rows,
            note: Text::key("parties-note"),
        })
    })
}

fn party(context: &Context, row: &PartyRow) -> Row {
    let part = Part {
        numerator: row.met,
        denominator: Some(row.counted),
    };
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::say(agreement(context, &row.agreement)),
            Cell::two(present::share(part, None), present::basis(part)),
            Cell::say(Text::number(row.counted - row.met)),
            Cell::say(Text::number(row.open_missed)),
            Cell::say(Text::duration(row.elapsed_ms)),
        ],
    }
}

fn misses(context: &Context) -> Option<Block> {
    let misses = &context.marts.levels.party_misses;
    if misses.is_empty() {
        return None;
    }
    let row = |miss: &PartyMissRow| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::two(
                Text::data(&miss.record),
                match miss.still_open {
                    1 => Text::key("column-still-open"),
                    _ => Text::None,
                },
            ),
            Cell::say(agreement(context, &miss.agreement)),
            Cell::say(context.texts.priority(&miss.priority)),
            Cell::say(context.local(miss.breached_at)),
            Cell::say(Text::duration(miss.target_ms)),
            Cell::say(Text::duration(miss.elapsed_ms)),
        ],
    };
    let note = match i64::try_from(misses.len().saturating_sub(MISSES_SHOWN)) {
        Ok(rest) if rest > 0 => Text::with("parties-misses-rest", [("rest", Text::number(rest))]),
        _ => Text::None,
    };
    Some(Block::Table(Table {
        caption: Text::key("parties-misses"),
        columns: vec![
            Column::text("column-record"),
            Column::text("column-agreement"),
            Column::text("column-priority"),
            Column::text("fact-breached"),
            Column::number("fact-target"),
            Column::number("column-own-time"),
        ],
        rows: misses.iter().take(MISSES_SHOWN).map(row).collect(),
        note,
    }))
}

/// Suppliers' part of the counted time of the service levels; with that of nobody's supplier it is the whole.
fn shares(context: &Context) -> Option<Block> {
    let shares = &context.marts.levels.supplier_shares;
    let mut rows = Vec::new();
    for of_type in shares.chunk_by(|a, b| a.record_type == b.record_type) {
        let Some(first) = of_type
            .first()
            .filter(|_| of_type.iter().any(|row| !row.supplier.is_empty()))
        else {
            continue;
        };
        let whole: i64 = of_type.iter().map(|row| row.ms).sum();
        rows.push(Row {
            kind: RowKind::Heading,
            cells: vec![Cell::say(type_name(&first.record_type))],
        });
        rows.extend(of_type.iter().map(|row| share(context, row, whole)));
        rows.push(Row {
            kind: RowKind::Total,
            cells: [Text::key("all"), Text::duration(whole), Text::None, Text::None]
                .map(Cell::say)
                .to_vec(),
        });
    }
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            caption: Text::key("parties-shares"),
            columns: vec![
                Column::text("column-supplier"),
                Column::number("column-counted"),
                Column::number("column-share"),
                Column::number("column-records"),
            ],
            rows,
            note: Text::key("parties-shares-note"),
        })
    })
}

fn share(context: &Context, row: &SupplierShareRow, whole: i64) -> Row {
    let name = match row.supplier.as_str() {
        "" => Text::key("parties-none"),
        supplier => context.texts.party(supplier),
    };
    let percent = Text::data(present::percent(row.ms, whole, 1));
    Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::say(name),
            Cell::say(Text::duration(row.ms)),
            Cell::say(Text::with("value-percent", [("percent", percent)])),
            Cell::say(Text::number(row.records)),
        ],
    }
}

/// An agreement's name; one that the definitions do not have speaks for itself.
fn agreement(context: &Context, id: &str) -> Text {
    let known = context
        .texts
        .agreements
        .iter()
        .find(|agreement| agreement.id == id);
    known.map_or_else(|| Text::data(id), |agreement| Text::Name(agreement.name.clone()))
}
