//! The check before the first insert: tables must drop repeated inserts and write through to the disk.

use crate::Error;
use serde::Deserialize;
use warehouse::Warehouse;

/// Refuses to run where a repeated insert would be stored twice, or where an acknowledged one could be lost.
///
/// # Errors
/// [`Error::UnsafeTable`] with the remedy; a table is missing; ClickHouse cannot be asked.
pub(crate) async fn check(warehouse: &Warehouse) -> Result<(), Error> {
    let suffix = warehouse.cluster().map_or("", |_| "_local");
    for table in ["events", "dead_letters", "ingest_batches"] {
        let name = format!("{table}{suffix}");
        let found: Option<TableRow> = warehouse
            .client()
            .query(TABLE)
            .bind(&name)
            .fetch_optional()
            .await
            .map_err(Error::warehouse("checking the tables"))?;
        let Some(found) = found else {
            return Err(Error::Settings(format!(
                "table {name} is missing: run `service-report migrate` first"
            )));
        };
        let window = if found.engine.starts_with("Replicated") {
            ("replicated_deduplication_window", found.replicated_window)
        } else {
            ("non_replicated_deduplication_window", found.window)
        };
        let fsync = [
            ("fsync_after_insert", found.fsync),
            ("fsync_part_directory", found.fsync_folder),
        ];
        for (setting, value) in [window].into_iter().chain(fsync) {
            if value.parse::<u64>().unwrap_or_default() == 0 {
                return Err(Error::UnsafeTable {
                    table: name,
                    setting,
                    found: value,
                });
            }
        }
    }
    Ok(())
}

#[derive(clickhouse::Row, Deserialize)]
struct TableRow {
    engine: String,
    window: String,
    replicated_window: String,
    fsync: String,
    fsync_folder: String,
}

/// The table's own settings, else the server's defaults.
const TABLE: &str = r"
    with (select groupArray((name, value)) from system.merge_tree_settings) as defaults,
         (setting -> coalesce(
             nullIf(extract(engine_full, ' ' || setting || ' = ([0-9]+)'), ''),
             arrayFirst(pair -> pair.1 = setting, defaults).2)) as setting_of
    select engine,
           setting_of('non_replicated_deduplication_window') as window,
           setting_of('replicated_deduplication_window') as replicated_window,
           setting_of('fsync_after_insert') as fsync,
           setting_of('fsync_part_directory') as fsync_folder
    from system.tables where database = currentDatabase() and name = ?";
