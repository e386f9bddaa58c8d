//! ClickHouse's HTTP interface over its engine as a library.
