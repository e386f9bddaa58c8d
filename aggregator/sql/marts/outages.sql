-- What: stretches in which a service, with all parts below it, was unavailable without a break, and that reach into the month:
--   one interruption, however many records tell of it, and however often the service closed meanwhile. It started when it
--   first cost agreed service time. wall_ms = counted_ms + excused_ms + out_of_hours_ms + unmonitored_ms. The previous
--   interruption is looked for in the year before the month.
-- Grain: one row per service and stretch [begins_at, ends_at); open = it goes on at the cut, ends_at is the cut then (A7).
with toUnixTimestamp64Milli(ends) - toUnixTimestamp64Milli(begins) as ms
select
    {month:Date} as month, o.service as service, t.top_service = '' ? o.service : t.top_service as top_service,
    begins_at, ends_at, r.open as open, started_at, previous_started_at, previous_ended_at,
    wall_ms, counted_ms, excused_ms, out_of_hours_ms, unmonitored_ms, counted_in_month_ms,
    ifNull(started_at >= {month_start:DateTime64(3, 'UTC')}, 0) as started_in_month,
    not open and ends_at >= {month_start:DateTime64(3, 'UTC')} as ended_in_month,
    r.causes as causes, r.records as records, r.changes as changes
from (
    select
        *,
        last_value(o.started_at) ignore nulls over earlier as previous_started_at,
        last_value(started_at is null ? null : toNullable(o.ends_at)) ignore nulls over earlier as previous_ended_at
    from (
        select
            service, stretch, min(begins) as begins_at, max(ends) as ends_at,
            minIfOrNull(begins, in_hours and down) as started_at,
            sum(ms) as wall_ms,
            sumIf(ms, in_hours and down) as counted_ms,
            sumIf(ms, in_hours and not down and known) as excused_ms,
            sumIf(ms, not in_hours) as out_of_hours_ms,
            sumIf(ms, in_hours and not known) as unmonitored_ms,
            sumIf(ms, in_hours and down and in_month) as counted_in_month_ms
        from (
            select *, sum(starts) over (partition by service order by begins) as stretch
            from (
                select
                    *, unavailable and not lagInFrame(unavailable, 1, 0) over (
                        partition by service order by begins rows between unbounded preceding and current row) as starts
                from {availability_segments:Identifier}
                where month = {month:Date}
            )
        )
        where unavailable
        group by service, stretch
    ) as o
    window earlier as (partition by service order by begins_at rows between unbounded preceding and 1 preceding)
) as o
left join (
    select
        service, stretch_begins, max(open) as open,
        arraySort(groupUniqArrayIf(toString(cause), cause != '')) as causes,
        arraySort(groupUniqArray(record)) as records,
        arraySort(groupUniqArrayIf(change, change != '')) as changes
    from (
        select *, max(starts) over (
            partition by service order by from_at, to_at rows between unbounded preceding and current row) as stretch_begins
        from (
            select
                *, from_at > max(to_at) over (
                    partition by service order by from_at, to_at rows between unbounded preceding and 1 preceding)
                    ? from_at : toDateTime64(0, 3, 'UTC') as starts
            from (
                select distinct
                    arrayJoin(empty(s.lineage) ? [toString(n.service)] : s.lineage) as service, kind, source, record,
                    cause, change, open, record_begins_at as from_at, record_ends_at as to_at
                from {interruptions:Identifier} as n
                left join (select service, lineage from services where definitions = {definitions:String}) as s
                    on s.service = n.service
                where n.month = {month:Date}
            )
        )
    )
    group by service, stretch_begins
) as r on r.service = o.service and r.stretch_begins = o.begins_at
left join (select service, top_service from services where definitions = {definitions:String}) as t on t.service = o.service
where ends_at > {month_start:DateTime64(3, 'UTC')}
