//! A mart as the tables of the scenarios show it: chosen columns, hours instead of milliseconds, local times.

use aggregator::Month;
use serde_json::{Map, Value};
use warehouse::Warehouse;

const FIGURE_DIMENSIONS: [&str; 4] = ["service", "priority", "assignment_group", "channel"];

/// The rows of a mart in the columns of `told`'s first line; of figures and of days of availability those that `told`
/// names.
pub(crate) async fn as_told(warehouse: &Warehouse, mart: &str, month: Month, told: &str) -> String {
    let header = told.lines().next().unwrap();
    let columns: Vec<&str> = header.split(',').collect();
    let named = match mart {
        "figures" => named_figures(&columns, told),
        "availability_days" => named_days(told),
        _ => String::new(),
    };
    let sql = format!(
        "select {} from {mart} where {mart}.month = {{month:Date}}{named} order by {}",
        columns
            .iter()
            .map(|column| shown(column))
            .collect::<Vec<_>>()
            .join(", "),
        order(warehouse, mart).await,
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
    if column == "at" || column.ends_with("_at") || column.ends_with("_from") {
        format!("toString({column}, 'Asia/Taipei') as {column}")
    } else {
        column.to_owned()
    }
}

/// The mart's own order, as its table states it.
async fn order(warehouse: &Warehouse, mart: &str) -> String {
    let sql =
        "select sorting_key from system.tables where database = currentDatabase() and name = {mart:String}";
    let query = warehouse.client().query_raw(sql).param("mart", mart);
    let key: String = query.fetch_one().await.unwrap();
    let columns = key.split(", ").map(|column| format!("{mart}.{column}"));
    columns.collect::<Vec<_>>().join(", ")
}

/// The days of a service that `told` names in its first two columns.
fn named_days(told: &str) -> String {
    let days = told.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        format!("('{}', '{}')", cells.next().unwrap(), cells.next().unwrap())
    });
    format!(
        " and (service, toString(day)) in ({})",
        days.collect::<Vec<_>>().join(", ")
    )
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
        // The parts of a tuple as they follow one another; lengths by name otherwise.
        Value::Object(parts) if parts.values().any(Value::is_string) => {
            let parts = parts.iter().map(|(name, value)| cell(name, value));
            parts.collect::<Vec<_>>().join(" ")
        }
        Value::Object(parts) => {
            let part = |(name, ms): (&String, &Value)| {
                let name = if name.is_empty() { "(none)" } else { name };
                format!("{name} {}", hours(ms.as_u64().unwrap()))
            };
            parts.iter().map(part).collect::<Vec<_>>().join("; ")
        }
        Value::String(text) => text.trim_end_matches(".000").to_owned(),
        Value::Array(parts) => {
            let parts = parts.iter().map(|part| cell("", part));
            parts.collect::<Vec<_>>().join("; ")
        }
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
