-- What: corrective and preventive actions and improvements that were under way in the month, ended in it, or whose effect was
--   to be checked or was checked in it; as they stand at the cut. One that a nonconformity names and that does not say so
--   itself belongs to it.
-- Grain: one row per record (source, record).
select
    {month:Date} as month, a.source as source, a.record as record, kind, a.title as title,
    a.nonconformity = '' ? n.nonconformity : a.nonconformity as nonconformity, problem, review, a.figure as figure,
    a.service as service, a.owner as owner, opened_at, a.due_at as due_at, a.closed_at as closed_at, cancelled,
    effectiveness_due_at, verified_at, verified_by, effective,
    ifNull(a.due_at < {cut:DateTime64(3, 'UTC')}, 0) and not ifNull(a.closed_at < {cut:DateTime64(3, 'UTC')}, 0)
        and not cancelled as overdue
from stg_actions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as a
left join (
    select action, min(record) as nonconformity
    from stg_nonconformities(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    array join actions as action
    group by action
) as n on n.action = a.record
where a.opened_at < {cut:DateTime64(3, 'UTC')} and (
    not ifNull(a.closed_at < {month_start:DateTime64(3, 'UTC')}, 0)
    or verified_at >= {month_start:DateTime64(3, 'UTC')}
    or (verified_at is null and effectiveness_due_at is not null and not cancelled))
