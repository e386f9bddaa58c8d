-- What: what came too late in the month, or is outstanding and too late at the cut: first answers to complaints (numbers in
--   service time of the promise); reviews and root causes of major incidents, in the month in which they were due; actions
--   past their date; and actions that were checked in the month and had no effect.
-- Grain: one row per rule and record (rule, source, record); limit_ms null = it had a date.
with
    at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month
select
    'complaint-answered-late' as rule, 'complaint' as record_type, source, record, service,
    ifNull(answered_at, {cut:DateTime64(3, 'UTC')}) as found_at,
    toNullable(toInt64(answer_ms)) as taken_ms, toNullable(toInt64(within_ms)) as limit_ms,
    answered_at is null ? 'open' : '' as detail, emptyArrayString() as evidence
from int_complaint_answers(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
    since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
where answer_ms > within_ms and (answered_at is null or in_month(answered_at))
union all
select
    'major-incident-not-reviewed', 'major_incident', r.source, r.record, m.services[1], assumeNotNull(r.due_at), null, null,
    r.reached_at is null ? 'open' : '', arrayFilter(id -> id not in ('', r.record), [m.incident, m.problem])
from int_major_incident_stages(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')},
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as r
join int_major_incidents(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    history = {history:DateTime64(3, 'UTC')}) as m on m.source = r.source and m.record = r.record
where r.stage = 'reviewed' and in_month(r.due_at) and not ifNull(r.reached_at <= r.due_at, 0)
union all
select
    'major-incident-cause-late', 'major_incident', source, record, service, due_at, null, null,
    multiIf(problem = '', 'no-problem', root_cause_found_at is null, 'open', ''),
    arrayFilter(id -> id not in ('', record), [incident, problem])
from int_major_incident_deadlines(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')},
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String})
where in_month(due_at) and not (problem != '' and ifNull(root_cause_found_at <= due_at, 0))
union all
select
    'action-overdue', 'action', source, record, service, assumeNotNull(due_at), null, null,
    owner, arrayFilter(id -> id != '', [nonconformity, problem])
from stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where due_at < {cut:DateTime64(3, 'UTC')} and not ifNull(closed_at < {cut:DateTime64(3, 'UTC')}, 0) and not cancelled
union all
select
    'action-without-effect', 'action', source, record, service, assumeNotNull(verified_at), null, null,
    verified_by, arrayFilter(id -> id != '', [nonconformity, problem])
from stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where in_month(verified_at) and effective = 0
