-- What: the breach list: what was breached in the month, and what is still open and was breached before it (rule 5,
--   A15, A17). Group, priority and target are those at the breach. Cancelled records are left out.
-- Grain: one row per measure and record.
select
    {month:Date} as month, measure, record_type, source, record, service, top_service,
    breach.1 as priority, breach.2 as assignment_group,
    assumeNotNull(breach.3) as breached_at,
    assumeNotNull(breach.4) as target_ms,
    assumeNotNull(breach.5) as elapsed_ms,
    breach.6 as still_open,
    breached_at >= {month_start:DateTime64(3, 'UTC')} as breached_in_month
from (
    select
        *,
        arrayJoin([
            ('resolution', (breached_priority, breached_group, l.breached_at, breached_target_ms,
                toNullable(l.elapsed_ms), open_at_end)),
            ('response', (response_breached_priority, response_breached_group, response_breached_at,
                response_breached_target_ms, response_elapsed_ms, open_at_end and not answered))
        ]) as pair,
        pair.1 as measure, pair.2 as breach
    from (select *, ifNull(responded_at <= ended_at, 0) as answered from {ledger:Identifier}) as l
    where month = {month:Date} and cancelled = 0
)
where breach.3 is not null and (breach.3 >= {month_start:DateTime64(3, 'UTC')} or still_open)
