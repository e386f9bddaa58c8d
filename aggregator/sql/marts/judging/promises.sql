-- What: every promise of the service level agreements in force at the month's last instant (rule 11), on each service that its
--   agreement names, and what came of it: promises on records from the ledger, over exactly the records that the agreement
--   measured; promises on services from the figure that measures them. What it allows is a share of the counted, a number, or
--   downtime; left_over = misses, interruptions or milliseconds that it still bears if nothing else is counted.
-- Grain: one row per agreement, named service, record type, priority and measure; '' where the promise has none.
select
    {month:Date} as month, agreement, service, record_type, priority, measure,
    ifNull(n, 0) as numerator, d as denominator, met as goal_met, of as goal_of, most as at_most,
    multiIf(
        n is null, 'not-measured', most is not null, ifNull(n <= most, 0) ? 'met' : 'missed', ifNull(d, 0) = 0, 'no-data',
        ifNull(n * of >= met * d, 0) ? 'met' : 'missed') as verdict,
    toInt64(ifNull(most is not null ? n : (d - n) * of, 0)) as used,
    toInt64(ifNull(most is not null ? most : d * (of - met), 0)) as allowed,
    multiIf(
        n is null, null, most is not null, greatest(most - n, 0), measure = 'availability', greatest(intDiv(allowed - used, of), 0),
        ifNull(d, 0) = 0, null, greatest(intDiv(allowed - used, met), 0)) as left_over,
    verdict = 'met' and used > 0 and used * warn_of >= warn_met * allowed as at_risk
from (
    select
        t.agreement as agreement, t.service as service, t.record_type as record_type, t.priority as priority,
        t.measure as measure, ifNull(c.n, 0)::Nullable(Int64) as n, ifNull(c.d, 0)::Nullable(Int64) as d,
        t.goal_met::Nullable(Int64) as met, t.goal_of::Nullable(Int64) as of, null::Nullable(Int64) as most,
        t.warn_met as warn_met, t.warn_of as warn_of
    from (
        select t.*
        from (select * from targets where definitions = {definitions:String} and kind = 'sla') as t
        join (select * from agreement_rules where definitions = {definitions:String} and kind = 'sla') as r
            on r.agreement = t.agreement and r.valid_from = t.valid_from and r.service = t.service
            and r.record_type = t.record_type
        join (select agreement, services from agreements where definitions = {definitions:String}) as a
            on a.agreement = t.agreement
        where has(a.services, t.service) and r.valid_from < {month_end:DateTime64(3, 'UTC')}
            and r.valid_until >= {month_end:DateTime64(3, 'UTC')}
    ) as t
    left join (
        select
            agreement, named, record_type, priority, one.1 as measure, sum(one.2)::Int64 as n, sum(one.3)::Int64 as d
        from (
            select
                l.agreement as agreement, l.record_type as record_type, l.priority as priority,
                arrayFirst(s -> has(a.services, s), s.lineage) as named,
                arrayJoin([
                    ('resolution', resolution_met, resolution_counted), ('response', response_met, response_counted)
                ]::Array(Tuple(String, UInt8, UInt8))) as one
            from {ledger:Identifier} as l
            join (select agreement, services from agreements where definitions = {definitions:String}) as a
                on a.agreement = l.agreement
            join (select service, lineage from services where definitions = {definitions:String}) as s
                on s.service = l.service
            where l.month = {month:Date}
        )
        group by agreement, named, record_type, priority, measure
    ) as c on c.agreement = t.agreement and c.named = t.service and c.record_type = t.record_type
        and c.priority = t.priority and c.measure = t.measure
    union all
    select
        t.agreement, t.service, '', '', t.measure, f.figure = '' ? null : toNullable(f.numerator), f.denominator,
        t.goal_met, t.goal_of, t.at_most, t.warn_met, t.warn_of
    from (
        select
            *, transform(
                toString(measure),
                ['availability', 'interruptions', 'restore-time', 'complaint-answer', 'transaction-time',
                    'maintenance-notice', 'recovery-time', 'recovery-point'],
                ['AVA-01', 'AVA-05', 'availability.restored_in_time', 'BRM-05-answer', 'CAP-04', 'AVA-10',
                    'CON-03-kept', 'CON-04-kept'], '') as measured_by
        from service_targets
        where definitions = {definitions:String} and kind = 'sla' and named = 1
            and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
    ) as t
    left join (
        select toString(figure) as figure, service, any(numerator) as numerator, any(denominator) as denominator
        from {figures:Identifier}
        where month = {month:Date} and priority = '*' and assignment_group = '*' and channel = '*'
        group by figure, service
    ) as f on f.figure = t.measured_by and f.service = t.service
)
