//! The figures of the register that a report type shows, as one table.

use super::{Context, kpi};
use crate::report::{Block, Table};
use crate::text::Text;

/// In the order of the report's register entry; none where none of them was measured in the thirteen months.
pub(super) fn table(context: &Context, report_type: u32) -> Option<Block> {
    let kpis = kpi::of_report(context, report_type);
    kpis.iter().any(|kpi| kpi.series.is_some()).then(|| {
        Block::Table(Table {
            caption: Text::with(
                "report-kpis-caption",
                [("month", Text::month(context.marts.month))],
            ),
            columns: kpi::columns(),
            rows: kpis.iter().map(kpi::row).collect(),
            note: Text::with("report-kpis-note", kpi::least_shown()),
        })
    })
}
