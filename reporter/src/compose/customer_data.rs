//! The JSON's side of outages, satisfaction and complaints: the marts' rows with instants written out.

use super::{Context, utc};
use crate::marts::{ComplaintRow, LowScoreRow, OutageRow, SupplierScoreRow};
use crate::report::{Complaint, FollowUp, LowScore, Outage, SupplierScore};

pub(super) fn outages(context: &Context) -> Vec<Outage> {
    let outage = |row: &OutageRow| Outage {
        service: row.service.clone(),
        begins_at: utc(row.begins_at),
        ends_at: utc(row.ends_at),
        open: row.open == 1,
        started_at: row.started_at.map(utc),
        wall_ms: row.wall_ms,
        counted_ms: row.counted_ms,
        excused_ms: row.excused_ms,
        out_of_hours_ms: row.out_of_hours_ms,
        unmonitored_ms: row.unmonitored_ms,
        counted_in_month_ms: row.counted_in_month_ms,
        causes: row.causes.clone(),
        records: row.records.clone(),
        changes: row.changes.clone(),
        excused_by: row.excused_by.clone(),
    };
    context.marts.availability.outages.iter().map(outage).collect()
}

pub(super) fn low_scores(context: &Context) -> Vec<LowScore> {
    let score = |row: &LowScoreRow| LowScore {
        kind: row.kind.clone(),
        subject: row.subject.clone(),
        judged_at: utc(row.judged_at),
        answers: row.answers,
        points: row.points,
        reviewed_at: row.reviewed_at.map(utc),
        review: stated(&row.review),
    };
    context.marts.satisfaction.low_scores.iter().map(score).collect()
}

pub(super) fn suppliers(context: &Context) -> Vec<SupplierScore> {
    let score = |row: &SupplierScoreRow| SupplierScore {
        supplier: row.supplier.clone(),
        service: stated(&row.service),
        source: row.source.clone(),
        record: row.record.clone(),
        evaluated_at: utc(row.evaluated_at),
        points: row.points,
        previous_points: row.previous_points,
        targets_met: row.targets_met,
        targets_measured: row.targets_measured,
        written_review: stated(&row.written_review),
    };
    context.marts.satisfaction.suppliers.iter().map(score).collect()
}

pub(super) fn complaints(context: &Context) -> Vec<Complaint> {
    let complaint = |row: &ComplaintRow| Complaint {
        source: row.source.clone(),
        record: row.record.clone(),
        title: row.title.clone(),
        service: row.service.clone(),
        customer: row.customer.clone(),
        channel: row.channel.clone(),
        cause: stated(&row.cause),
        same_cause_before: row.same_cause_before,
        received_at: utc(row.received_at),
        acknowledged_at: row.acknowledged_at.map(utc),
        answered_at: row.answered_at.map(utc),
        answer_due_at: row.answer_due_at.map(utc),
        decided_at: row.decided_at.map(utc),
        resolved_at: row.resolved_at.map(utc),
        escalated_at: row.escalated_at.map(utc),
        acknowledge_days: row.acknowledge_days,
        answer_days: row.answer_days,
        resolve_days: row.resolve_days,
        answer_ms: row.answer_ms,
        answer_within_ms: row.answer_within_ms,
        acknowledge_late: row.acknowledge_late == 1,
        answer_late: row.answer_late == 1,
        resolve_late: row.resolve_late == 1,
        upheld: row.upheld.map(|upheld| upheld == 1),
        repeat_of: stated(&row.repeat_of),
        open: row.open == 1,
        received_in_month: row.received_in_month == 1,
        actions: follow_ups(row),
    };
    context.marts.complaints.iter().map(complaint).collect()
}

fn follow_ups(row: &ComplaintRow) -> Vec<FollowUp> {
    let actions = row.actions.iter().zip(&row.action_states);
    actions
        .map(|(record, state)| FollowUp {
            record: record.clone(),
            state: state.clone(),
        })
        .collect()
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
