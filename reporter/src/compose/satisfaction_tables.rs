//! Satisfaction in numbers: waves, services, customers, themes, scores to be reviewed, suppliers.

use super::Context;
use super::satisfaction::{latest, verdict, wave_name, whole};
use crate::marts::{LowScoreRow, WaveRow};
use crate::present;
use crate::report::{Block, Cell, Column, Row, RowKind, Table};
use crate::text::Text;

/// The waves of three years, newest first.
pub(super) fn waves(context: &Context) -> Block {
    let all = context
        .marts
        .satisfaction
        .waves
        .iter()
        .filter(|row| row.service == "*" && row.customer == "*");
    let row = |row: &WaveRow| {
        let mut cells = vec![Cell::say(wave_name(row))];
        cells.extend(response(row));
        cells.extend(judgement(row, None));
        plain(cells)
    };
    let mut columns = vec![Column::text("column-wave")];
    columns.extend(["column-asked", "column-replied", "column-response-rate"].map(Column::number));
    columns.extend(judgement_columns());
    table("", columns, all.map(row).collect(), Text::key("waves-note"))
}

/// The latest wave by service, sub-services under the outermost one.
pub(super) fn by_service(context: &Context) -> Block {
    let mut rows: Vec<&WaveRow> = latest(context)
        .into_iter()
        .filter(|row| row.customer == "*" && row.answers > 0)
        .collect();
    rows.sort_by_key(|row| {
        (
            row.service != "*",
            context.place(&row.service),
            row.service.clone(),
        )
    });
    let row = |row: &&WaveRow| {
        let name = match row.service.as_str() {
            "*" => Text::key("all"),
            "" => Text::key("not-stated"),
            id => context.texts.service(id),
        };
        let mut cells = vec![Cell::say(name)];
        cells.extend(judgement(row, Some(before(context, row))));
        let outermost = row.service == "*" || context.top(&row.service) == row.service;
        Row {
            kind: if outermost { RowKind::Total } else { RowKind::Plain },
            cells,
        }
    };
    let mut columns = vec![Column::text("column-service")];
    columns.extend(judgement_columns());
    columns.push(Column::number("column-before"));
    table(
        "by-service-caption",
        columns,
        rows.iter().map(row).collect(),
        Text::None,
    )
}

/// The latest wave by customer.
pub(super) fn by_customer(context: &Context) -> Block {
    let rows = latest(context).into_iter().filter(|row| row.customer != "*");
    let row = |row: &WaveRow| {
        let mut cells = vec![Cell::say(context.texts.party(&row.customer))];
        cells.extend(response(row));
        cells.extend(judgement(row, Some(before(context, row))));
        plain(cells)
    };
    let mut columns = vec![Column::text("column-customer")];
    columns.extend(["column-asked", "column-replied", "column-response-rate"].map(Column::number));
    columns.extend(judgement_columns());
    columns.push(Column::number("column-before"));
    table(
        "by-customer-caption",
        columns,
        rows.map(row).collect(),
        Text::None,
    )
}

fn judgement_columns() -> Vec<Column> {
    let mut columns = ["column-judgements", "column-mean", "column-goal"]
        .map(Column::number)
        .to_vec();
    columns.push(Column::text("column-verdict"));
    columns.push(Column::number("column-satisfied"));
    let marks = [
        "column-mark-1",
        "column-mark-2",
        "column-mark-3",
        "column-mark-4",
        "column-mark-5",
    ];
    columns.extend(marks.map(Column::number));
    columns
}

fn response(row: &WaveRow) -> Vec<Cell> {
    let number = |count: u64| Cell::say(Text::number(whole(count)));
    let rate = present::plain_share(whole(row.replies), whole(row.sent));
    vec![number(row.sent), number(row.replies), Cell::say(rate)]
}

fn judgement(row: &WaveRow, before: Option<Text>) -> Vec<Cell> {
    let answers = whole(row.answers);
    let goal = match (row.goal_met, row.goal_of) {
        (Some(met), Some(of)) => present::score(met, of),
        _ => Text::None,
    };
    let mut cells = vec![
        Cell::say(Text::number(answers)),
        Cell::say(present::score(row.points, answers)),
        Cell::say(goal),
        Cell::verdict(verdict(row)),
        Cell::say(present::plain_share(whole(row.top_two), answers)),
    ];
    let marks = [row.mark_1, row.mark_2, row.mark_3, row.mark_4, row.mark_5];
    cells.extend(marks.map(|count| Cell::say(Text::number(whole(count)))));
    cells.extend(before.map(Cell::say));
    cells
}

/// The mean of the same scope in the wave before that has answers.
fn before(context: &Context, row: &WaveRow) -> Text {
    let waves = context.marts.satisfaction.waves.iter();
    let earlier = |other: &&WaveRow| {
        other.wave < row.wave
            && other.service == row.service
            && other.customer == row.customer
            && other.answers > 0
    };
    waves
        .filter(earlier)
        .max_by(|a, b| a.wave.cmp(&b.wave))
        .map_or_else(
            || Text::key("value-none"),
            |other| present::score(other.points, whole(other.answers)),
        )
}

/// Themes over all services, with the services that name each most often.
pub(super) fn themes(context: &Context) -> Vec<Block> {
    let themes = &context.marts.satisfaction.themes;
    let about = |theme: &str| {
        let mut services: Vec<(u64, &str)> = themes
            .iter()
            .filter(|row| {
                row.theme == theme && row.service != "*" && context.top(&row.service) == row.service
            })
            .map(|row| (row.answers, row.service.as_str()))
            .collect();
        services.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
        let name = |(count, id): &(u64, &str)| {
            let words = [
                ("service", context.texts.service(id)),
                ("count", Text::number(whole(*count))),
            ];
            Text::with("theme-of", words)
        };
        Text::List {
            parts: services.iter().take(2).map(name).collect(),
        }
    };
    let rows: Vec<Row> = themes
        .iter()
        .filter(|row| row.service == "*")
        .map(|row| {
            let answers = whole(row.answers);
            plain(vec![
                Cell::say(Text::data(row.theme.clone())),
                Cell::say(Text::number(answers)),
                Cell::say(present::plain_share(whole(row.low_answers), answers)),
                Cell::say(present::score(row.points, answers)),
                Cell::say(about(&row.theme)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("column-theme"),
        Column::number("column-judgements"),
        Column::number("column-low-answers"),
        Column::number("column-mean"),
        Column::text("column-most-about"),
    ];
    vec![
        heading("themes-title", Text::key("themes-lead")),
        table("", columns, rows, Text::None),
    ]
}

/// Scores that need a written review, and whether it is there: those without come first.
pub(super) fn low_scores(context: &Context) -> Vec<Block> {
    let mut scores: Vec<&LowScoreRow> = context.marts.satisfaction.low_scores.iter().collect();
    if scores.is_empty() {
        return vec![heading("low-title", Text::key("low-none"))];
    }
    scores.sort_by_key(|row| !row.review.is_empty());
    let without = scores.iter().filter(|row| row.review.is_empty()).count();
    let number = |count: usize| Text::number(count as i64);
    let lead = Text::with(
        "low-lead",
        [("without", number(without)), ("count", number(scores.len()))],
    );
    let row = |row: &&LowScoreRow| {
        let (kind, name) = match row.kind.as_str() {
            "all" => ("kind-all", Text::key("all")),
            "service" => ("kind-service", context.texts.service(&row.subject)),
            "customer" => ("kind-customer", context.texts.party(&row.subject)),
            _ => ("kind-supplier", context.texts.party(&row.subject)),
        };
        let review = match row.reviewed_at {
            Some(at) => Cell::two(Text::data(row.review.clone()), context.local(at)),
            None => Cell::say(Text::key("review-missing")),
        };
        let cells = vec![
            Cell::say(name),
            Cell::say(Text::key(kind)),
            Cell::say(context.local(row.judged_at)),
            Cell::say(Text::number(whole(row.answers))),
            Cell::say(present::score(row.points, whole(row.answers))),
            review,
        ];
        let missing = row.review.is_empty();
        Row {
            kind: if missing { RowKind::Total } else { RowKind::Plain },
            cells,
        }
    };
    let columns = vec![
        Column::text("column-judged"),
        Column::text("column-judged-kind"),
        Column::text("column-wave"),
        Column::number("column-judgements"),
        Column::number("column-score"),
        Column::text("column-review"),
    ];
    vec![
        heading("low-title", lead),
        table("", columns, scores.iter().map(row).collect(), Text::None),
    ]
}

/// Each supplier's latest evaluation.
pub(super) fn suppliers(context: &Context) -> Vec<Block> {
    let suppliers = &context.marts.satisfaction.suppliers;
    if suppliers.is_empty() {
        return Vec::new();
    }
    let rows = suppliers.iter().map(|row| {
        let service = match row.service.as_str() {
            "" => Text::None,
            id => context.texts.service(id),
        };
        let targets = match (row.targets_met, row.targets_measured) {
            (Some(met), Some(of)) => present::met_of(met, of),
            _ => Text::key("value-none"),
        };
        plain(vec![
            Cell::two(context.texts.party(&row.supplier), service),
            Cell::two(context.local(row.evaluated_at), Text::data(row.record.clone())),
            Cell::say(present::score(row.points, 1)),
            Cell::say(
                row.previous_points
                    .map_or_else(|| Text::key("value-none"), |points| present::score(points, 1)),
            ),
            Cell::say(targets),
            Cell::say(Text::data(row.written_review.clone())),
        ])
    });
    let columns = vec![
        Column::text("column-supplier"),
        Column::text("column-evaluated"),
        Column::number("column-score"),
        Column::number("column-evaluation-before"),
        Column::number("column-contract-targets"),
        Column::text("column-review"),
    ];
    vec![
        heading("suppliers-title", Text::key("suppliers-lead")),
        table("", columns, rows.collect(), Text::None),
    ]
}

fn plain(cells: Vec<Cell>) -> Row {
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

fn heading(title: &str, lead: Text) -> Block {
    Block::Heading {
        title: Text::key(title),
        lead,
    }
}

fn table(caption: &str, columns: Vec<Column>, rows: Vec<Row>, note: Text) -> Block {
    let caption = if caption.is_empty() {
        Text::None
    } else {
        Text::key(caption)
    };
    Block::Table(Table {
        caption,
        columns,
        rows,
        note,
    })
}
