//! Updates of tickets as tests write them, and their way into the table of events.

use std::sync::Arc;

use warehouse::Warehouse;
use warehouse::rows::EventRow;

/// A ticket as it stood after an update. Instants are milliseconds since 1970; `""` and `None` are "not stated".
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Update {
    pub(crate) id: String,
    pub(crate) record_type: String,
    pub(crate) source: String,
    pub(crate) record: String,
    pub(crate) occurred_at: i64,
    pub(crate) sequence: u64,
    pub(crate) recorded_at: i64,
    pub(crate) title: String,
    pub(crate) service: String,
    pub(crate) state: String,
    pub(crate) priority: String,
    pub(crate) channel: String,
    pub(crate) assignment_group: String,
    pub(crate) supplier: String,
    pub(crate) opened_at: Option<i64>,
    /// When the first answer was given, and whether a person gave it.
    pub(crate) responded: Option<(i64, bool)>,
    pub(crate) stated_sla_met: Option<bool>,
    pub(crate) grade: String,
    pub(crate) component: String,
    pub(crate) category: String,
    /// The event as it was sent; `""` stands for one without data.
    pub(crate) body: String,
}

/// Stores updates in this order, in inserts of at most `batch` rows.
pub(crate) async fn store(warehouse: &Warehouse, updates: &[Update], batch: usize) {
    for (number, chunk) in updates.chunks(batch).enumerate() {
        let rows: Vec<EventRow> = chunk.iter().map(|update| row(update, number)).collect();
        let mut insert = warehouse.client().insert::<EventRow>("events").await.unwrap();
        for row in &rows {
            insert.write(row).await.unwrap();
        }
        insert.end().await.unwrap();
    }
}

fn row(update: &Update, number: usize) -> EventRow {
    let update = update.clone();
    EventRow {
        topic: Arc::from("test"),
        partition: 0,
        offset: number as i64,
        r#type: format!("{}.v1", update.record_type),
        source: update.source,
        id: update.id,
        subject: update.record,
        occurred_at: update.occurred_at,
        sequence: update.sequence,
        recorded_at: update.recorded_at,
        service: update.service,
        component: update.component,
        state: update.state,
        priority: update.priority,
        grade: update.grade,
        channel: update.channel,
        assignment_group: update.assignment_group,
        supplier: update.supplier,
        assigned_to: String::new(),
        category: update.category,
        title: update.title,
        opened_at: update.opened_at,
        responded_at: update.responded.map(|(at, _)| at),
        responded_by: update
            .responded
            .map_or("", |(_, person)| if person { "person" } else { "automatic" })
            .to_owned(),
        stated_sla_met: update.stated_sla_met.map(u8::from),
        body: if update.body.is_empty() {
            "{}".into()
        } else {
            update.body.into()
        },
    }
}
