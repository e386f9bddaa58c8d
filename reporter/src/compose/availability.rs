//! Report type 1, its part on availability: what was agreed and kept by service, day by day, outage by outage.

use super::{Context, outages, uptime_charts, uptime_tables};
use crate::report::{Block, Scope, Section};
use crate::text::Text;

pub(super) fn section(context: &Context) -> Option<Section> {
    let services = services(context);
    if services.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Heading {
        title: Text::key("availability-caption"),
        lead: Text::key("availability-lead"),
    }];
    blocks.push(uptime_tables::availability(context, &services));
    blocks.push(Block::Heading {
        title: Text::key("interruptions-title"),
        lead: Text::key("interruptions-lead"),
    });
    blocks.push(uptime_tables::interruptions(context, &services));
    blocks.extend(uptime_charts::blocks(context, &services));
    blocks.extend(outages::blocks(context));
    Some(Section {
        id: "availability".into(),
        title: Text::key("availability-title"),
        register: Vec::new(),
        blocks,
    })
}

/// The services of which availability is measured in the month, in the order of the definitions; others come last.
fn services(context: &Context) -> Vec<String> {
    let measured = |scope: &Scope| {
        scope.service.is_some()
            && scope.record_type.as_deref() == Some("outage")
            && context
                .figures
                .series("AVA-01", scope)
                .current()
                .denominator
                .unwrap_or(0)
                > 0
    };
    let mut services: Vec<String> = context
        .figures
        .scopes("AVA-01", measured)
        .into_iter()
        .filter_map(|scope| scope.service)
        .collect();
    services.sort_by_key(|id| (context.place(id), id.clone()));
    services
}
