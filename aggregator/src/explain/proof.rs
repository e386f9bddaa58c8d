//! The proof that every figure of a month comes out of its records, file by file and for all of its figures at once.

use std::collections::BTreeMap;

use clickhouse::Row;
use serde::{Deserialize, Serialize};
use warehouse::Warehouse;

use super::asked::FigureRow;
use super::{definitions_of, stored_month};
use crate::definitions::Definitions;
use crate::model::{self, SqlFile};
use crate::run::{self, Job};
use crate::{Error, Month};

/// How the figures of a month come out of their records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// Figures in which nothing counts.
    pub of_nothing: usize,
    /// Figures that are the sums of what each record adds.
    pub sums: usize,
    /// Figures that are the value of one of their records, such as a median.
    pub one_of: usize,
    /// Figures that their file says are made of all records together.
    pub together: usize,
    /// Ids of figures that do not come out of their records.
    pub differ: Vec<String>,
    /// Figures whose file does not give records by themselves, or that no file names.
    pub not_said: Vec<String>,
}

/// A figure beside what its records give.
#[derive(Row, Deserialize)]
struct Compared {
    figure: String,
    record_type: String,
    service: String,
    priority: String,
    assignment_group: String,
    channel: String,
    is_sum: u8,
    is_one_of: u8,
}

const COMPARED: &str = "select toString(f.figure) as figure, toString(f.record_type) as record_type, \
    toString(f.service) as service, toString(f.priority) as priority, toString(f.assignment_group) as assignment_group, \
    toString(f.channel) as channel, \
    toUInt8(r.numerators = f.numerator and ifNull(r.denominators = f.denominator, 1)) as is_sum, \
    toUInt8(has(r.pairs, (f.numerator, f.denominator))) as is_one_of \
    from (select * from {figures:Identifier} where month = {month:Date} \
        and (numerator != 0 or ifNull(denominator, 0) != 0) and has({made:Array(String)}, figure)) as f \
    left join (select figure, record_type, service, priority, assignment_group, channel, \
        sum(n) as numerators, sum(ifNull(d, 0)) as denominators, groupUniqArray((n, d)) as pairs from ( \
        select *, toInt64(ifNull(numerator, 0)) as n, cast(denominator, 'Nullable(Int64)') as d from (\n";
const BY_SCOPE: &str = "\n) where n != 0 or ifNull(d, 0) != 0) \
    group by figure, record_type, service, priority, assignment_group, channel) as r \
    on r.figure = f.figure and r.record_type = f.record_type and r.service = f.service and r.priority = f.priority \
    and r.assignment_group = f.assignment_group and r.channel = f.channel";

/// Asks every file that made a figure of the stored month for its records, and compares.
///
/// # Errors
/// The month is not computed; ClickHouse refuses.
pub async fn prove(warehouse: &Warehouse, definitions: &Definitions, month: Month) -> Result<Proof, Error> {
    let Some((hash, as_of)) = stored_month(warehouse, month).await? else {
        return Err(Error::NotComputed { month });
    };
    let used = definitions_of(warehouse, definitions, &hash).await?;
    let job = run::prepare(warehouse, &used, month, as_of).await?.stored();
    let sql = "select toString(figure), countIf(numerator = 0 and ifNull(denominator, 0) = 0), count() \
               from {figures:Identifier} where month = {month:Date} group by figure order by figure";
    let names: Vec<(String, u64, u64)> = job
        .query(warehouse, sql)
        .fetch_all()
        .await
        .map_err(Error::query(format!("listing the figures of {month}")))?;
    let mut proof = Proof::default();
    let mut made: BTreeMap<&str, (&'static SqlFile, Vec<&str>)> = BTreeMap::new();
    for (figure, nothing, all) in &names {
        proof.of_nothing += *nothing as usize;
        match model::maker(figure) {
            Some(file) if !file.says_its_records() && file.together(figure).is_some() => {
                proof.together += (all - nothing) as usize;
            }
            None => proof.not_said.push(figure.clone()),
            Some(file) if !file.says_its_records() => proof.not_said.push(figure.clone()),
            Some(file) if nothing < all => made.entry(file.path).or_insert((file, Vec::new())).1.push(figure),
            Some(_) => {}
        }
    }
    for (file, figures) in made.into_values() {
        for row in compared(warehouse, &job, file, &figures).await? {
            proof.add(&row, file);
        }
    }
    Ok(proof)
}

async fn compared(
    warehouse: &Warehouse,
    job: &Job,
    file: &SqlFile,
    figures: &[&str],
) -> Result<Vec<Compared>, Error> {
    job.query(warehouse, &format!("{COMPARED}{}{BY_SCOPE}", file.sql))
        .param("by_record", 1)
        .param("made", figures)
        .fetch_all()
        .await
        .map_err(Error::query(format!("asking {} for its records", file.path)))
}

impl Proof {
    fn add(&mut self, row: &Compared, file: &SqlFile) {
        if row.is_sum == 1 {
            self.sums += 1;
        } else if file.together(&row.figure).is_some() {
            self.together += 1;
        } else if row.is_one_of == 1 {
            self.one_of += 1;
        } else {
            self.differ.push(row.id());
        }
    }
}

impl Compared {
    fn id(&self) -> String {
        let row = FigureRow {
            figure: self.figure.clone(),
            record_type: self.record_type.clone(),
            service: self.service.clone(),
            priority: self.priority.clone(),
            assignment_group: self.assignment_group.clone(),
            channel: self.channel.clone(),
            ..FigureRow::default()
        };
        row.id()
    }
}
