//! What each record, or stretch of time, adds to a figure: asked of the very SQL file that makes it.

use clickhouse::Row;
use serde::{Deserialize, Serialize};
use warehouse::Warehouse;

use super::asked::FigureRow;
use super::behind::{Clock, TimePart};
use crate::Error;
use crate::model::SqlFile;
use crate::run::Job;

/// What a record, or several together, add to a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Whose it is: mostly one record; a day, a stretch or a planned stretch of a service where time is counted.
    pub of: Vec<Record>,
    /// Added to the numerator, the count or the sum.
    pub numerator: i64,
    /// Added to the denominator.
    pub denominator: Option<i64>,
    /// Of a ticket: where its time went.
    pub clock: Option<Clock>,
    /// Of a day or a stretch: what was told of it.
    pub time: Vec<TimePart>,
}

/// A record; of time, `record_type` is `day`, `stretch` or `planned`, `source` the service, and `record` says when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Record {
    /// Its type.
    pub record_type: String,
    /// The system that tells of it.
    pub source: String,
    /// Its number.
    pub record: String,
}

/// How a figure comes out of its shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Composition {
    /// Numerator and denominator are the sums of the shares.
    Sum,
    /// It is the value of one of the shares: a median, a percentile, the highest, the first to end.
    OneOf {
        /// Which.
        share: Vec<Record>,
    },
    /// It is made of all records together; the file says why.
    Together {
        /// In its own words.
        why: String,
    },
    /// The shares do not give the figure: what was stored and what the file gives now differ.
    Differs,
    /// The file does not say what its figures are made of.
    NotSaid,
}

#[derive(Row, Deserialize)]
struct Line {
    members: Vec<(String, String, String)>,
    numerator: i64,
    denominator: Option<i64>,
}

/// The shares of a figure that are not nothing, in order of their records.
pub(super) async fn of(
    warehouse: &Warehouse,
    job: &Job,
    row: &FigureRow,
    maker: &SqlFile,
) -> Result<Vec<Share>, Error> {
    if !maker.says_its_records() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select cast(f.members, 'Array(Tuple(String, String, String))') as members, toInt64(ifNull(f.numerator, 0)) as numerator, \
         cast(f.denominator, 'Nullable(Int64)') as denominator from (\n{}\n) as f \
         where f.figure = {{asked_figure:String}} and f.record_type = {{record_type:String}} and f.service = {{service:String}} \
         and f.priority = {{priority:String}} and f.assignment_group = {{assignment_group:String}} \
         and f.channel = {{channel:String}} and (f.numerator != 0 or ifNull(f.denominator, 0) != 0) order by members",
        maker.sql
    );
    let lines: Vec<Line> = job
        .query(warehouse, &sql)
        .param("by_record", 1)
        .param("figure", &row.figure)
        .param("asked_figure", &row.figure)
        .param("record_type", &row.record_type)
        .param("service", &row.service)
        .param("priority", &row.priority)
        .param("assignment_group", &row.assignment_group)
        .param("channel", &row.channel)
        .fetch_all()
        .await
        .map_err(Error::query(format!("asking {} for its records", maker.path)))?;
    Ok(lines.into_iter().map(share).collect())
}

/// Whether and how the shares give the figure.
pub(super) fn composition(row: &FigureRow, shares: &[Share], maker: &SqlFile) -> Composition {
    let numerator: i64 = shares.iter().map(|share| share.numerator).sum();
    let denominator: i64 = shares.iter().filter_map(|share| share.denominator).sum();
    let together = maker.together(&row.figure);
    if !maker.says_its_records() {
        together.map_or(Composition::NotSaid, |why| Composition::Together { why })
    } else if numerator == row.numerator && row.denominator.is_none_or(|whole| whole == denominator) {
        Composition::Sum
    } else if let Some(why) = together {
        Composition::Together { why }
    } else {
        let same = |share: &&Share| share.numerator == row.numerator && share.denominator == row.denominator;
        shares
            .iter()
            .find(same)
            .map_or(Composition::Differs, |share| Composition::OneOf {
                share: share.of.clone(),
            })
    }
}

fn share(line: Line) -> Share {
    let record = |(record_type, source, record)| Record {
        record_type,
        source,
        record,
    };
    Share {
        of: line.members.into_iter().map(record).collect(),
        numerator: line.numerator,
        denominator: line.denominator,
        clock: None,
        time: Vec::new(),
    }
}
