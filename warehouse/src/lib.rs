//! The ClickHouse side: client, migrations and the rows that cross it.
