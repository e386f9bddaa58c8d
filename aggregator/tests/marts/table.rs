//! A mart as the tables of the scenarios show it: chosen columns, hours instead of milliseconds, local times.

use aggregator::Month;
use serde_json::{Map, Value};
use warehouse::Warehouse;

const FIGURE_DIMENSIONS: [&str; 4] = ["service", "priority", "assignment_group", "channel"];

/// The rows of a mart in the columns of `told`'s first line; of figures those that `told` names.
pub(crate) async fn as_told(warehouse: &Warehouse, mart: &str, month: Month, told: &str) -> String {
    let header = told.lines().next().unwrap();
    let columns: Vec<&str> = header.split(',').collect();
    let sql = format!(
        "select {} from {mart} where {mart}.month = {{month:Date}}{} order by {}",
        columns
            .iter()
            .map(|column| shown(column))
            .collect::<Vec<_>>()
            .join(", "),
        if mart == "figures" {
            named_figures(&columns, told)
        } else {
            String::new()
        },
        order(mart),
    );
    let query = warehouse
        .client()
        .query_raw(&sql)
        .param("month", month.first_day().to_string())
        .with_setting("output_format_json_quote_64bit_integers", "0");
    let lines = query.fetch_bytes("JSONEachRow").unwrap().collect().await.unwrap();
    let lines = String::from_utf8(lines.to_vec()).unwrap();
    let rows = lines.lines().map(|line| {
        let row: Map<String, Value> = serde_json::from_str(line).unwrap();
        let cells: Vec<String> = columns.iter().map(|column| cell(column, &row[*column])).collect();
        cells.join(",") + "\n"
    });
    format!("{header}\n{}", rows.collect::<String>())
}

fn shown(column: &str) -> String {
    if column.ends_with("_at") || column.ends_with("_from") {
        format!("toString({column}, 'Asia/Taipei') as {column}")
    } else {
        column.to_owned()
    }
}

fn order(mart: &str) -> String {
    let keys = match mart {
        "ledger" => "record_type, source, record",
        "breaches" => "measure, breaches.breached_at, record_type, source, record",
        "figures" => "figure, record_type, service, priority, assignment_group, channel",
        other => panic!("no order is known of {other}"),
    };
    keys.to_owned()
}

fn named_figures(columns: &[&str], told: &str) -> String {
    let names: Vec<String> = told
        .lines()
        .skip(1)
        .map(|line| format!("'{}'", line.split(',').next().unwrap()))
        .collect();
    let all = FIGURE_DIMENSIONS
        .iter()
        .filter(|dimension| !columns.contains(dimension));
    let all: String = all.map(|dimension| format!(" and {dimension} = '*'")).collect();
    format!(" and figure in ({}){all}", names.join(", "))
}

fn cell(column: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) if column.ends_with("_ms") => hours(number.as_u64().unwrap()),
        Value::Object(parts) => {
            let part = |(name, ms): (&String, &Value)| {
                let name = if name.is_empty() { "(none)" } else { name };
                format!("{name} {}", hours(ms.as_u64().unwrap()))
            };
            parts.iter().map(part).collect::<Vec<_>>().join("; ")
        }
        Value::String(text) => text.trim_end_matches(".000").to_owned(),
        other => other.to_string(),
    }
}

fn hours(ms: u64) -> String {
    let (seconds, thousandths) = (ms / 1000, ms % 1000);
    let whole = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if thousandths == 0 {
        whole
    } else {
        format!("{whole}.{thousandths:03}")
    }
}
