-- What: what each party that an operational level agreement or a contract binds took of the time of each record that it held,
--   against its own target: that of the priority while it held the record. Counted are records resolved in the month for
--   which it had a target, and those open at the cut and beyond it, as for the service level (rule 5); cancelled never.
-- Grain: one row per agreement and record.
select
    {month:Date} as month, c.agreement as agreement, c.kind as kind,
    c.kind = 'contract' ? g.supplier : g.division as party,
    c.record_type as record_type, c.source as source, c.record as record, c.service as service,
    s.top_service = '' ? c.service : s.top_service as top_service,
    last_held.1 as priority, last_held.2 as target_ms, c.elapsed_ms as elapsed_ms,
    breached ? toNullable(breach.at_start ? breach.at : addMilliseconds(w.opens, breach.crossing - w.ms_before)) : null
        as breached_at,
    breached ? breach.target_ms : null as breached_target_ms,
    life = 'resolved' as resolved_in_month, life = 'open' as open_at_end,
    life != 'cancelled' and (breached or (life = 'resolved' and last_held.2 is not null)) as counted,
    counted and not breached as met
from (
    select
        agreement, record_type, source, record,
        any(kind) as kind, any(service) as service, any(life) as life, any(calendar) as calendar,
        sum(u.counted_ms) as elapsed_ms,
        argMax((priority, target_ms), from_at) as last_held,
        countIf(crossed) > 0 as breached,
        argMinIf(
            (from_at, ifNull(at_start, 0), ifNull(crossing, 0), target_ms)::Tuple(
                at DateTime64(3, 'UTC'), at_start UInt8, crossing Int64, target_ms Nullable(Int64)),
            from_at, crossed) as breach
    from (
        select
            p.*, t.of_priority != '' ? toNullable(toInt64(t.within_ms)) : null as target_ms,
            sum(p.counted_ms) over clock - p.counted_ms as used_ms,
            ifNull(used_ms + p.counted_ms > target_ms, 0) as crossed,
            used_ms > target_ms as at_start,
            service_before + target_ms - used_ms as crossing
        from int_party_stretches(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}) as p
        left join (
            select
                agreement as by_agreement, valid_from as by_version, service as for_service, record_type as for_type,
                priority as of_priority, target_ms as within_ms
            from targets where definitions = {definitions:String} and measure = 'resolution'
        ) as t on t.by_agreement = p.agreement and t.by_version = p.valid_from and t.for_service = p.service
            and t.for_type = p.record_type and t.of_priority = p.priority
        window clock as (partition by agreement, record_type, source, record order by from_at)
    ) as u
    group by agreement, record_type, source, record
) as c
asof left join (
    select calendar as of_calendar, opens, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as w on w.of_calendar = c.calendar and w.ms_before <= c.breach.crossing
left join (select agreement, division, supplier from agreements where definitions = {definitions:String}) as g
    on g.agreement = c.agreement
left join (select service, top_service from services where definitions = {definitions:String}) as s on s.service = c.service
