-- What: nonconformities that people entered, which were open in the month or whose action's effect was outstanding or checked
--   in it, and those entered later that name the month as that of their figure. Open and overdue at the cut.
-- Grain: one row per record (source, record).
select
    {month:Date} as month, source, record, title, rule, found_by, found_in, assumeNotNull(found_at) as found_at, severity,
    service, process, evidence, root_cause, cause, correction, owner, due_at, closed_at, figure, figure_month,
    not ifNull(n.closed_at < {cut:DateTime64(3, 'UTC')}, 0) as open,
    open and ifNull(n.due_at < {cut:DateTime64(3, 'UTC')}, 0) as overdue
from stg_nonconformities(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as n
where n.found_at is not null and (
    (not entered and figure_month = formatDateTime({month:Date}, '%Y-%m'))
    or (entered and n.found_at < {cut:DateTime64(3, 'UTC')} and (
        not ifNull(n.closed_at < {month_start:DateTime64(3, 'UTC')}, 0)
        or record in (select nonconformity from {actions:Identifier} where month = {month:Date})
        or hasAny(n.actions, (select groupArray(record) from {actions:Identifier} where month = {month:Date})))))
