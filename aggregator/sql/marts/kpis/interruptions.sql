-- What: how often and how long services were interrupted. An interruption is a stretch without a break in which the service
--   was unavailable and that cost agreed service time; it belongs to the month in which it first did (AVA-05), its time to
--   restore to the month in which it ended (AVA-06: all its downtime, in agreed hours). AVA-07 is from the end of one to the
--   start of the next, AVA-08 from start to start, both by the clock, in the month of the later one, which looks back one
--   year; AVA-07-uptime is the other custom: agreed uptime divided by the number of interruptions. '*' sums the outermost
--   services and has no promise; its longest outage is the longest of them.
-- Grain: one row per figure and service.
select
    {month:Date} as month, part.1 as figure, 'outage' as record_type, service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    part.2 as numerator, part.3 as denominator, part.4 as unit, part.5 as goal_met, part.6 as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (figure = 'AVA-05' ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        d.service as service, members,
        arrayJoin(arrayFilter(one -> one.1 != 'availability.restored_in_time' or one.6 is not null, [
            ('AVA-05', started, null, 'count', t.at_most, t.at_most is null ? null : 1),
            ('AVA-05-open', ongoing, null, 'count', null, null),
            ('AVA-06', arraySum(restores), length(restores), 'ms', null, null),
            ('AVA-07', between_ms, compared, 'ms', null, null),
            ('AVA-07-uptime', up_ms, started, 'ms', null, null),
            ('AVA-08', apart_ms, compared, 'ms', null, null),
            ('availability.longest_outage', longest_ms, null, 'ms', null, null),
            ('availability.restored_in_time', arrayCount(ms -> ms <= ifNull(r.within_ms, 0), restores),
                length(restores), 'ratio', r.goal_met, r.goal_of)
        ]::Array(Tuple(String, Int64, Nullable(Int64), String, Nullable(Int64), Nullable(Int64))))) as part
    from (
        select
            arrayJoin(told.service = told.top_service ? ['*', told.service] : [told.service]) as service,
            {by_record:UInt8} ? [by_itself] : [] as members,
            sum(up) as up_ms,
            countIf(started_in_month) as started,
            countIf(open and counted_ms > 0) as ongoing,
            groupArrayIf(counted_ms, ended_in_month and counted_ms > 0) as restores,
            countIf(started_in_month and previous_started_at is not null) as compared,
            sumIf(ifNull(dateDiff('millisecond', previous_ended_at, started_at), 0), started_in_month) as between_ms,
            sumIf(ifNull(dateDiff('millisecond', previous_started_at, started_at), 0), started_in_month) as apart_ms,
            maxIf(counted_ms, counted_in_month_ms > 0) as longest_ms
        from (
            select
                toString(o.service) as service, toString(o.top_service) as top_service, 0 as up,
                started_in_month, ended_in_month, open, counted_ms, counted_in_month_ms,
                started_at, previous_started_at, previous_ended_at,
                ('stretch', toString(o.service), concat(toString(begins_at), '/', toString(ends_at))) as by_itself
            from {outages:Identifier} as o
            where month = {month:Date}
            union all
            select
                toString(d.service), toString(d.top_service), ast_ms - down_ms, 0, 0, 0, 0, 0, null, null, null,
                ('day', toString(d.service), toString(day))
            from {availability_days:Identifier} as d
            where month = {month:Date}
        ) as told
        group by service, members
    ) as d
    left join (
        select service, at_most from service_targets
        where definitions = {definitions:String} and kind = 'sla' and measure = 'interruptions'
            and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
    ) as t on t.service = d.service
    left join (
        select service, within_ms, goal_met, goal_of from service_targets
        where definitions = {definitions:String} and kind = 'sla' and measure = 'restore-time'
            and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
    ) as r on r.service = d.service
)
where (select count() from stg_outages(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}))
    + (select count() from stg_monitor_coverage(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}))
    + (select count() from stg_checked_services(
        as_of = {as_of:DateTime64(3, 'UTC')}, since = {history:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}))
    + (select count() from {interruptions:Identifier} where month = {month:Date}) > 0
