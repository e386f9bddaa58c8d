//! Numbered migrations: applied once, in order, and never changed afterwards.

use crate::{Error, Warehouse, cluster};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// All migrations in order. A test holds this list and the folder `warehouse/migrations` together.
pub const MIGRATIONS: &[Migration] = &[
    file("0001_events", include_str!("../migrations/0001_events.sql")),
    file(
        "0002_dead_letters",
        include_str!("../migrations/0002_dead_letters.sql"),
    ),
    file(
        "0003_ingest_batches",
        include_str!("../migrations/0003_ingest_batches.sql"),
    ),
    file(
        "0004_definition_tables",
        include_str!("../migrations/0004_definition_tables.sql"),
    ),
    file("0005_marts", include_str!("../migrations/0005_marts.sql")),
    file(
        "0006_availability",
        include_str!("../migrations/0006_availability.sql"),
    ),
    file("0007_kpi_goals", include_str!("../migrations/0007_kpi_goals.sql")),
    file(
        "0008_interruptions",
        include_str!("../migrations/0008_interruptions.sql"),
    ),
    file("0009_register", include_str!("../migrations/0009_register.sql")),
    file(
        "0010_major_incidents",
        include_str!("../migrations/0010_major_incidents.sql"),
    ),
    file(
        "0011_deployments_and_continuity",
        include_str!("../migrations/0011_deployments_and_continuity.sql"),
    ),
    file("0012_customers", include_str!("../migrations/0012_customers.sql")),
    file(
        "0013_exclusions",
        include_str!("../migrations/0013_exclusions.sql"),
    ),
    file("0014_levels", include_str!("../migrations/0014_levels.sql")),
    file("0015_findings", include_str!("../migrations/0015_findings.sql")),
    file("0016_integrity", include_str!("../migrations/0016_integrity.sql")),
    file(
        "0017_open_tickets",
        include_str!("../migrations/0017_open_tickets.sql"),
    ),
    file(
        "0018_excluded_time",
        include_str!("../migrations/0018_excluded_time.sql"),
    ),
    file(
        "0019_release_requests",
        include_str!("../migrations/0019_release_requests.sql"),
    ),
];

/// One numbered file.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// File name without `.sql`: four digits, `_`, what it brings.
    pub name: &'static str,
    /// The file's text: statements ended by `;`.
    pub sql: &'static str,
}

/// A migration that this call applied: its name.
pub type Applied = String;

#[derive(clickhouse::Row, Serialize, Deserialize)]
struct MigrationRow {
    name: String,
    checksum: String,
}

/// Brings the database to the newest form. Doing it twice changes nothing.
///
/// # Errors
/// An applied migration whose file was changed, one that this program does not know, or a refused statement.
pub async fn migrate(warehouse: &Warehouse) -> Result<Vec<Applied>, Error> {
    run(warehouse, MIGRATIONS).await
}

async fn run(warehouse: &Warehouse, migrations: &[Migration]) -> Result<Vec<Applied>, Error> {
    for sql in statements(REGISTER) {
        execute(warehouse, "migrations", &sql).await?;
    }
    let applied: Vec<MigrationRow> = warehouse
        .client()
        .query("select name, any(checksum) as checksum from migrations group by name order by name")
        .fetch_all()
        .await
        .map_err(Error::query("reading the applied migrations"))?;
    if let Some(row) = applied
        .iter()
        .find(|row| migrations.iter().all(|m| m.name != row.name))
    {
        return Err(Error::UnknownMigration(row.name.clone()));
    }
    let mut done = Vec::new();
    for migration in migrations {
        let checksum = checksum(migration.sql);
        match applied.iter().find(|row| row.name == migration.name) {
            Some(row) if row.checksum == checksum => {}
            Some(row) => return Err(changed(migration, &row.checksum, &checksum)),
            None => {
                for sql in statements(migration.sql) {
                    execute(warehouse, migration.name, &sql).await?;
                }
                record(warehouse, migration, checksum).await?;
                done.push(migration.name.to_owned());
            }
        }
    }
    Ok(done)
}

const REGISTER: &str = "
-- Shard by: cityHash64(name)
create table if not exists migrations
(
    name       String,
    checksum   String,
    applied_at DateTime64(3, 'UTC') default now64(3)
)
engine = MergeTree
order by name
settings non_replicated_deduplication_window = 100, fsync_after_insert = 1, fsync_part_directory = 1;
";

const fn file(name: &'static str, sql: &'static str) -> Migration {
    Migration { name, sql }
}

async fn execute(warehouse: &Warehouse, name: &str, sql: &str) -> Result<(), Error> {
    let rewritten = match warehouse.cluster() {
        Some(cluster) => cluster::rewrite(sql, cluster).map_err(|why| Error::NotForCluster {
            name: name.to_owned(),
            why,
        })?,
        None => vec![sql.to_owned()],
    };
    for sql in rewritten {
        let doing = format!("applying migration {name}");
        warehouse
            .client()
            .query_raw(&sql)
            .execute()
            .await
            .map_err(Error::query(doing))?;
    }
    Ok(())
}

async fn record(warehouse: &Warehouse, migration: &Migration, checksum: String) -> Result<(), Error> {
    let doing = format!("recording migration {}", migration.name);
    let row = MigrationRow {
        name: migration.name.to_owned(),
        checksum,
    };
    let insert = async {
        let mut insert = warehouse.client().insert::<MigrationRow>("migrations").await?;
        insert.write(&row).await?;
        insert.end().await
    };
    insert.await.map_err(Error::query(doing))
}

fn changed(migration: &Migration, applied: &str, file: &str) -> Error {
    let short = |sum: &str| sum.chars().take(12).collect();
    Error::ChangedMigration {
        name: migration.name.to_owned(),
        applied: short(applied),
        file: short(file),
    }
}

fn checksum(sql: &str) -> String {
    Sha256::digest(sql.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Cuts a file at `;`, leaving alone those inside quotes and comments; comments stay with their statement.
fn statements(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut quote = None;
    let mut comment = false;
    let mut previous = ' ';
    for c in sql.chars() {
        match (quote, comment, c) {
            (_, true, '\n') => comment = false,
            (_, true, _) => {}
            (Some(open), _, _) if c == open && previous != '\\' => quote = None,
            (Some(_), _, _) => {}
            (None, _, '\'' | '`' | '"') => quote = Some(c),
            (None, _, '-') if previous == '-' => comment = true,
            (None, _, ';') => {
                found.push(std::mem::take(&mut current).trim().to_owned());
                previous = ' ';
                continue;
            }
            _ => {}
        }
        current.push(c);
        previous = c;
    }
    found.push(current.trim().to_owned());
    found.retain(|text| {
        text.lines()
            .any(|line| !line.trim().is_empty() && !line.trim_start().starts_with("--"))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_folder_agree_without_gaps() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> = MIGRATIONS.iter().map(|m| format!("{}.sql", m.name)).collect();
        assert_eq!(
            files, listed,
            "MIGRATIONS in migrate.rs must list the folder in order"
        );
        for (index, migration) in MIGRATIONS.iter().enumerate() {
            let number = format!("{:04}_", index + 1);
            assert!(
                migration.name.starts_with(&number),
                "{} should be number {number}",
                migration.name
            );
        }
    }

    #[test]
    fn every_migration_has_statements_and_suits_a_cluster() {
        for migration in MIGRATIONS {
            let statements = statements(migration.sql);
            assert!(!statements.is_empty(), "{} is empty", migration.name);
            for sql in statements {
                let rewritten = cluster::rewrite(&sql, "c");
                assert!(
                    rewritten.is_ok(),
                    "{}: {}",
                    migration.name,
                    rewritten.unwrap_err()
                );
            }
        }
    }

    #[test]
    fn statements_end_at_semicolons_outside_quotes_and_comments() {
        let sql =
            "-- first; still a comment\nselect ';', 'it\\';s', `a;b`;\n\n select 2 -- c;\n;\n-- nothing\n";
        let cut = statements(sql);
        assert_eq!(cut.len(), 2, "{cut:?}");
        assert!(cut[0].ends_with("`a;b`"));
        assert!(cut[1].starts_with("select 2"));
    }
}
