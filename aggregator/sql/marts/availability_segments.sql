-- What: time of each service from a year before the month up to the cut, cut wherever one of its flags changes and at local
--   midnights of the month (rule 9). A service is unavailable, known to be so (monitored) and down (known and not excused)
--   with any part below it: a minute in which two components are down is one minute (A4). It is excluded in windows that its
--   agreement leaves out, and while an interruption lasts that it leaves out. Services that no definition knows stand alone
--   and are agreed round the clock.
-- Grain: one row per service and segment [begins, ends), never empty; the segments of a service follow without gap.
with
    toUnixTimestamp64Milli({history:DateTime64(3, 'UTC')}) as since_ms,
    toUnixTimestamp64Milli({cut:DateTime64(3, 'UTC')}) as cut_ms
select
    {month:Date} as month, service,
    fromUnixTimestamp64Milli(at_ms, 'UTC') as begins, fromUnixTimestamp64Milli(next_ms, 'UTC') as ends,
    begins >= {month_start:DateTime64(3, 'UTC')} as in_month,
    held[1] > 0 as in_hours, held[2] > 0 as unavailable, held[3] > 0 as known, held[4] > 0 as down,
    held[5] > 0 as planned, held[6] > 0 as unmonitored, toUInt64(held[7]) as users, held[8] > 0 as excluded
from (
    select
        service, at_ms,
        leadInFrame(at_ms, 1, at_ms) over (
            partition by service order by at_ms rows between unbounded preceding and unbounded following) as next_ms,
        sumForEach(change) over (
            partition by service order by at_ms rows between unbounded preceding and current row) as held
    from (
        select
            service, least(greatest(edge.1, since_ms), cut_ms) as at_ms,
            sumForEach(arrayMap(flag -> toInt64(edge.2 * flag), [
                one.1 = 'hours', one.1 = 'interruption', one.4, one.5, one.1 = 'planned', one.1 = 'unmonitored', one.6,
                one.1 = 'excluded' or one.7
            ]::Array(Int64))) as change
        from (
            select
                service,
                arrayJoin(arrayConcat(
                    groupArrayIf((kind, begins_ms, ends_ms, known, down, users, left_out), kind != ''),
                    max(kind = '') ? [] : [('hours', since_ms, cut_ms, 0, 0, 0, 0)],
                    arrayMap(
                        day -> (
                            'day', toUnixTimestamp64Milli(toDateTime64(addDays({month:Date}, day), 3, {time_zone:String})),
                            cut_ms, 0, 0, 0, 0),
                        range(31))
                )::Array(Tuple(String, Int64, Int64, UInt8, UInt8, Int64, UInt8))) as one
            from (
                select
                    arrayJoin(empty(s.lineage) ? [toString(i.service)] : s.lineage) as service, 'interruption' as kind,
                    toUnixTimestamp64Milli(i.begins_at) as begins_ms, toUnixTimestamp64Milli(i.ends_at) as ends_ms,
                    not i.unmonitored as known, known and empty(excused_by) and not left_out as down,
                    down * affected_users as users, has(i.excluded_for, service) as left_out
                from {interruptions:Identifier} as i
                left join (select service, lineage from services where definitions = {definitions:String}) as s
                    on s.service = i.service
                where i.month = {month:Date}
                union all
                select service, kind, begins_ms, ends_ms, 0, 0, 0, 0
                from int_service_marks(
                    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                    history = {history:DateTime64(3, 'UTC')}, definitions = {definitions:String},
                    since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}, time_zone = {time_zone:String})
                union all
                select service, '', 0, 0, 0, 0, 0, 0
                from services
                where definitions = {definitions:String}
            ) as said
            where service != ''
            group by service
        )
        array join [(one.2, 1), (one.3, -1)] as edge
        where one.2 < one.3 and one.3 > since_ms and one.2 < cut_ms
        group by service, at_ms
    )
)
where at_ms < next_ms
