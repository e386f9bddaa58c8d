-- What: planned maintenance. AVA-09: time in approved windows in the month, each minute of a service once, in and out of
--   agreed hours; AVA-09-overrun: windows due to end in the month whose work went on beyond their end (and ended before the
--   cut); AVA-10: windows beginning in the month that customers were told of early enough: by the clock, not by service
--   hours, at least as long before as the agreement in force promises; windows without such a promise are not judged.
-- Grain: one row per figure and service; a window counts under every service it names, those above it, and '*'.
select
    {month:Date} as month, part.1 as figure, 'maintenance' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit, part.5 as goal_met, part.6 as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        numerator * goal_of >= goal_met * denominator, 'met', 'missed') as verdict, members
from (
    select
        service, members,
        [min(one.4), max(one.4)] as met, [min(one.5), max(one.5)] as of,
        met[1] = met[2] and of[1] = of[2] and of[1] > 0 as agreed,
        arrayJoin([
            ('AVA-09', sum(one.1), null, 'ms', null, null),
            ('AVA-09-overrun', sum(one.2), null, 'count', null, null),
            ('AVA-10', sum(one.3), countIf(one.5 > 0), 'ratio', agreed ? met[1] : null, agreed ? of[1] : null)
        ]::Array(Tuple(String, Int64, Nullable(Int64), String, Nullable(Int64), Nullable(Int64)))) as part
    from (
        select
            arrayJoin(top_service = d.service ? ['*', toString(d.service)] : [toString(d.service)]) as service, members,
            (toInt64(sum(d.planned)), toInt64(0), toInt64(0), toNullable(toInt64(null)), toNullable(toInt64(null))) as one
        from (
            select
                s.service as service, t.top_service = '' ? s.service : t.top_service as top_service,
                {by_record:UInt8} ? [('planned', toString(s.service), concat(toString(begins), '/', toString(ends)))] : []
                    as members,
                sumIf(toUnixTimestamp64Milli(ends) - toUnixTimestamp64Milli(begins), planned) as planned
            from {availability_segments:Identifier} as s
            left join (select service, top_service from services where definitions = {definitions:String}) as t
                on t.service = s.service
            where s.month = {month:Date} and in_month
            group by s.service, t.top_service, members
        ) as d
        group by service, members
        union all
        select
            arrayJoin(arrayPushFront(m.services, '*')) as service,
            {by_record:UInt8} ? [('maintenance', toString(m.source), m.record)] : [] as members,
            (
                0,
                ifNull(m.ends_at >= {month_start:DateTime64(3, 'UTC')} and m.actual_ends_at > m.ends_at
                    and m.actual_ends_at < {cut:DateTime64(3, 'UTC')} and m.ends_at < {cut:DateTime64(3, 'UTC')}, 0),
                begun and ifNull(dateDiff('millisecond', m.announced_at, m.begins_at) >= t.within_ms, 0),
                begun ? t.goal_met : null, begun ? t.goal_of : null
            )::Tuple(Int64, Int64, Int64, Nullable(Int64), Nullable(Int64)) as one
        from (
            select *, ifNull(
                begins_at >= {month_start:DateTime64(3, 'UTC')} and begins_at < {cut:DateTime64(3, 'UTC')}, 0) as begun
            from int_maintenance(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String})
        ) as m
        left join (
            select service, within_ms, goal_met, goal_of from service_targets
            where definitions = {definitions:String} and kind = 'sla' and measure = 'maintenance-notice'
                and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
        ) as t on t.service = m.service
    )
    group by service, members
)
where (select count() from stg_maintenance_updates(
    as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})) > 0
