//! Hands out a month's ledger as CSV or JSON: what a manager gives to a supplier in a dispute.

use std::io::Write;
use std::str::FromStr;

use warehouse::Warehouse;

use crate::{Error, Month, model};

/// Writes every record with open time in the month, and where each millisecond of it went (domain rule 8).
///
/// Columns and keys are those of `sql/exports/ledger_lines.sql`: lengths in integer milliseconds, instants in RFC 3339
/// and UTC, flags 0 or 1, empty (CSV) or null (JSON) where there is none. Time by group, supplier and party is an object of
/// names and milliseconds. Gives the number of bytes written; rows are streamed, however many there are.
///
/// # Errors
/// The month was not computed; ClickHouse refuses; `out` cannot be written.
pub async fn export(
    warehouse: &Warehouse,
    month: Month,
    format: Format,
    out: &mut (dyn Write + Send),
) -> Result<u64, Error> {
    let doing = || format!("reading the ledger of {month}");
    let first_day = month.first_day().to_string();
    let computed: u64 = warehouse
        .client()
        .query_raw("select count() from months where month = {month:Date}")
        .param("month", &first_day)
        .fetch_one()
        .await
        .map_err(Error::query(doing()))?;
    if computed == 0 {
        return Err(Error::NotComputed { month });
    }
    let mut lines = warehouse
        .client()
        .query_raw(&format.statement())
        .param("month", &first_day)
        .with_setting("date_time_output_format", "iso")
        .with_setting("output_format_json_array_of_rows", "1")
        .with_setting("output_format_json_quote_64bit_integers", "0")
        .with_setting("format_csv_null_representation", "")
        .fetch_bytes(format.clickhouse_name())
        .map_err(Error::query(doing()))?;
    let mut written = 0;
    while let Some(chunk) = lines.next().await.map_err(Error::query(doing()))? {
        out.write_all(&chunk)?;
        written += chunk.len() as u64;
    }
    out.flush()?;
    Ok(written)
}

/// How the ledger is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A header line and one line per record; objects are JSON texts.
    Csv,
    /// One array of objects.
    Json,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            other => Err(format!(
                "\"{other}\" is no format of the ledger; write csv or json"
            )),
        }
    }
}

impl Format {
    fn clickhouse_name(self) -> &'static str {
        match self {
            Self::Csv => "CSVWithNames",
            Self::Json => "JSONEachRow",
        }
    }

    fn statement(self) -> String {
        match self {
            Self::Json => model::LEDGER_LINES.to_owned(),
            Self::Csv => format!(
                "select * replace (toJSONString(waiting_by) as waiting_by, \
                 toJSONString(elapsed_by_group) as elapsed_by_group, \
                 toJSONString(elapsed_by_supplier) as elapsed_by_supplier) from (\n{}\n)",
                model::LEDGER_LINES
            ),
        }
    }
}
