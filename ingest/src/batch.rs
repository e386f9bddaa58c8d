//! Cutting a partition's records into contiguous ranges whose boundaries are fixed before the first insert.

use crate::decode::Decoded;
use crate::options::BatchLimits;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::time::Instant;
use warehouse::rows::{BatchRow, DeadLetterRow, EventRow};

/// A cut range: its plan and the rows to insert.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) plan: BatchRow,
    /// Whether the plan is in the table already (it was cut before a crash or a rebalance).
    pub(crate) planned_before: bool,
    pub(crate) events: Vec<EventRow>,
    pub(crate) dead_letters: Vec<DeadLetterRow>,
    pub(crate) arrived: Instant,
}

/// Cuts one partition. Ranges that were planned before are cut again exactly; the rest by the limits.
#[derive(Debug)]
pub(crate) struct Cutter {
    topic: Arc<str>,
    partition: i32,
    planned: VecDeque<(i64, i64)>,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    first: i64,
    /// The last offset, where an earlier plan fixed it.
    until: Option<i64>,
    last: i64,
    messages: u64,
    bytes: usize,
    events: Vec<EventRow>,
    dead_letters: Vec<DeadLetterRow>,
    arrived: Instant,
}

impl Cutter {
    /// A cutter for a partition with the ranges that were planned before, in rising order, without overlap.
    pub(crate) fn new(topic: Arc<str>, partition: i32, planned: Vec<(i64, i64)>) -> Self {
        Self {
            topic,
            partition,
            planned: planned.into(),
            open: None,
        }
    }

    /// Takes a record of `bytes` bytes at `offset`; offsets rise. Returns the batches that this completes.
    pub(crate) fn push(
        &mut self,
        offset: i64,
        row: Decoded,
        bytes: usize,
        limits: &BatchLimits,
    ) -> Vec<Batch> {
        let mut cut = Vec::new();
        if self
            .open
            .as_ref()
            .is_some_and(|open| open.ends_before(offset, self.planned.front()))
        {
            cut.extend(self.cut());
        }
        while self.planned.front().is_some_and(|(_, last)| *last < offset) {
            self.planned.pop_front();
        }
        let open = match &mut self.open {
            Some(open) => open,
            None => self.open.insert(Open::starting_at(offset, &mut self.planned)),
        };
        open.last = offset;
        open.messages += 1;
        open.bytes += bytes;
        match row {
            Decoded::Event(row) => open.events.push(*row),
            Decoded::DeadLetter(row) => open.dead_letters.push(row),
        }
        let full = match open.until {
            Some(until) => offset == until,
            None => open.messages >= limits.rows as u64 || open.bytes >= limits.bytes,
        };
        if full {
            cut.extend(self.cut());
        }
        cut
    }

    /// Cuts what is open if its oldest record is `age` old. A range that was planned before waits for its end.
    pub(crate) fn cut_aged(&mut self, now: Instant, limits: &BatchLimits) -> Option<Batch> {
        let open = self.open.as_ref()?;
        let aged = now.duration_since(open.arrived) >= limits.age;
        if aged && open.until.is_none() {
            self.cut()
        } else {
            None
        }
    }

    /// Nothing is left to read below `offset`: cuts what is open if it ends there.
    pub(crate) fn skip_to(&mut self, offset: i64) -> Option<Batch> {
        let ends = self.open.as_ref()?.until.is_none_or(|until| until < offset);
        if ends { self.cut() } else { None }
    }

    /// Cuts what is open, for a drain. What belongs to a range planned before and is not complete is dropped: the
    /// next reader cuts the same range again.
    pub(crate) fn drain(&mut self) -> Option<Batch> {
        if self.open.as_ref()?.until.is_some() {
            self.open = None;
            return None;
        }
        self.cut()
    }

    /// When the oldest record that is not cut yet arrived.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        self.open.as_ref().map(|open| open.arrived)
    }

    fn cut(&mut self) -> Option<Batch> {
        let open = self.open.take()?;
        Some(Batch {
            plan: BatchRow {
                topic: self.topic.clone(),
                partition: self.partition,
                first_offset: open.first,
                last_offset: open.until.unwrap_or(open.last),
                messages: open.messages,
                planned_at: 0,
            },
            planned_before: open.until.is_some(),
            events: open.events,
            dead_letters: open.dead_letters,
            arrived: open.arrived,
        })
    }
}

impl Open {
    fn starting_at(offset: i64, planned: &mut VecDeque<(i64, i64)>) -> Self {
        let holds = planned
            .front()
            .is_some_and(|(first, last)| (*first..=*last).contains(&offset));
        let plan = if holds { planned.pop_front() } else { None };
        Self {
            first: plan.map_or(offset, |(first, _)| first),
            until: plan.map(|(_, last)| last),
            last: offset,
            messages: 0,
            bytes: 0,
            events: Vec::new(),
            dead_letters: Vec::new(),
            arrived: Instant::now(),
        }
    }

    /// Whether the record at `offset` belongs to another range than this.
    fn ends_before(&self, offset: i64, next_planned: Option<&(i64, i64)>) -> bool {
        match self.until {
            Some(until) => offset > until,
            None => next_planned.is_some_and(|(first, _)| *first <= offset),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::Duration;

    fn limits(rows: usize) -> BatchLimits {
        BatchLimits {
            rows,
            bytes: 1_000,
            age: Duration::from_secs(1),
        }
    }

    fn letter(offset: i64) -> Decoded {
        Decoded::DeadLetter(DeadLetterRow {
            topic: "t".into(),
            partition: 0,
            offset,
            recorded_at: 0,
            reason_code: String::new(),
            reason: String::new(),
            raw: bytes::Bytes::new(),
            replayed_at: None,
            replayed_to: String::new(),
        })
    }

    fn ranges(
        planned: &[(i64, i64)],
        offsets: impl IntoIterator<Item = i64>,
        rows: usize,
    ) -> Vec<(i64, i64, u64)> {
        let mut cutter = Cutter::new("t".into(), 0, planned.to_vec());
        let mut cut: Vec<Batch> = offsets
            .into_iter()
            .flat_map(|o| cutter.push(o, letter(o), 10, &limits(rows)))
            .collect();
        cut.extend(cutter.cut());
        cut.iter()
            .map(|b| (b.plan.first_offset, b.plan.last_offset, b.plan.messages))
            .collect()
    }

    #[test]
    fn rows_bytes_and_age_cut() {
        assert_eq!(ranges(&[], 0..5, 2), [(0, 1, 2), (2, 3, 2), (4, 4, 1)]);
        assert_eq!(ranges(&[], 0..150, 1_000), [(0, 99, 100), (100, 149, 50)]);
        let mut cutter = Cutter::new("t".into(), 0, vec![]);
        assert!(cutter.push(0, letter(0), 10, &limits(9)).is_empty());
        assert!(cutter.cut_aged(Instant::now(), &limits(9)).is_none());
        assert!(
            cutter
                .cut_aged(Instant::now() + Duration::from_secs(1), &limits(9))
                .is_some()
        );
    }

    #[test]
    fn earlier_plans_are_cut_again_exactly() {
        assert_eq!(
            ranges(&[(3, 5), (6, 6)], 3..10, 2),
            [(3, 5, 3), (6, 6, 1), (7, 8, 2), (9, 9, 1)]
        );
    }

    #[test]
    fn a_hole_before_an_earlier_plan_ends_there() {
        assert_eq!(ranges(&[(5, 6)], 2..9, 100), [(2, 4, 3), (5, 6, 2), (7, 8, 2)]);
    }

    #[test]
    fn plans_keep_their_ends_where_the_topic_has_gaps() {
        assert_eq!(
            ranges(&[(0, 4), (5, 9)], [1, 2, 7, 12], 100),
            [(0, 4, 2), (5, 9, 1), (12, 12, 1)]
        );
        assert_eq!(ranges(&[(0, 4), (5, 9)], [12], 100), [(12, 12, 1)]);
    }

    #[test]
    fn an_incomplete_earlier_plan_waits_for_its_end() {
        let mut cutter = Cutter::new("t".into(), 0, vec![(0, 9)]);
        assert!(cutter.push(0, letter(0), 10, &limits(1)).is_empty());
        assert!(
            cutter
                .cut_aged(Instant::now() + Duration::from_secs(9), &limits(1))
                .is_none()
        );
        assert!(cutter.skip_to(9).is_none());
        let batch = cutter.skip_to(10).unwrap();
        assert_eq!(
            (
                batch.plan.first_offset,
                batch.plan.last_offset,
                batch.planned_before
            ),
            (0, 9, true)
        );
        cutter.push(10, letter(10), 10, &limits(9));
        assert!(cutter.drain().is_some());
        let mut cutter = Cutter::new("t".into(), 0, vec![(0, 9)]);
        cutter.push(0, letter(0), 10, &limits(1));
        assert!(cutter.drain().is_none() && cutter.oldest().is_none());
    }

    proptest! {
        /// However a first run was cut, a second run that knows its plan cuts the same ranges, and every record
        /// is in exactly one range.
        #[test]
        fn a_second_run_cuts_alike(
            gaps in prop::collection::vec(1_i64..4, 1..60), first_rows in 1_usize..9, second_rows in 1_usize..9, kept in 0_usize..40,
        ) {
            let offsets: Vec<i64> = gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) }).collect();
            let first = ranges(&[], offsets.clone(), first_rows);
            let planned: Vec<(i64, i64)> = first.iter().take(kept).map(|(a, b, _)| (*a, *b)).collect();
            let second = ranges(&planned, offsets.clone(), second_rows);
            prop_assert_eq!(&second[..planned.len()], &first[..planned.len()]);
            prop_assert_eq!(second.iter().map(|(_, _, n)| n).sum::<u64>(), offsets.len() as u64);
            prop_assert!(second.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }
}
