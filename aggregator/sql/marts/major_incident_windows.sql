-- What: how each service that a major incident names, with all below it, did in the days before its beginning and in those after
--   its end, as far as the cut: incidents opened, incidents resolved with their time by the clock, answers
--   to surveys, complaints received, agreed service time and downtime (as in the month's availability segments, a year back).
-- Grain: one row per major incident, service and part; no part 'after' while it goes on.
with
    windows as (
        select source, record, service, stretch.1 as part, stretch.2 as begins_at, assumeNotNull(stretch.3) as ends_at
        from (
            select source, record, arrayJoin(services) as service, arrayJoin([
                ('before', begun_at - toIntervalMillisecond(observed_ms), toNullable(begun_at)),
                ('after', ifNull(ended_at, begun_at), ended_at + toIntervalMillisecond(after_ms))]) as stretch
            from {major_incidents:Identifier}
            where month = {month:Date}
        )
        where stretch.3 is not null
    ),
    concerned as (
        select service from windows
        union distinct
        select toString(service) from services
        where definitions = {definitions:String} and hasAny(lineage, (select groupArray(service) from windows))
    )
select
    {month:Date} as month, w.source as source, w.record as record, w.service as service, w.part as part,
    w.begins_at as begins_at, w.ends_at as ends_at,
    h.incidents_opened as incidents_opened, h.incidents_resolved as incidents_resolved, h.resolution_ms as resolution_ms,
    h.answers as answers, h.points as points, h.complaints as complaints, a.agreed_ms as agreed_ms, a.down_ms as down_ms
from windows as w
left join (
    select
        place.1 as source, place.2 as record, service, place.3 as part,
        countIf(kind = 'opened') as incidents_opened, countIf(kind = 'resolved') as incidents_resolved,
        sumIf(amount, kind = 'resolved') as resolution_ms, countIf(kind = 'answer') as answers,
        sumIf(amount, kind = 'answer') as points, countIf(kind = 'complaint') as complaints
    from (
        select kind, service, amount, arrayJoin(arrayFilter(p -> at >= p.4 and at < p.5, n.places)) as place
        from (
            select arrayJoin(empty(s.lineage) ? [toString(said.service)] : s.lineage) as service, kind, at, amount
            from (
                select
                    service,
                    arrayJoin([('opened', toNullable(opened_at), 0), ('resolved', resolved_at, dateDiff('millisecond', opened_at, resolved_at))]
                        ::Array(Tuple(String, Nullable(DateTime64(3, 'UTC')), Nullable(Int64)))) as one,
                    one.1 as kind, one.2 as at, ifNull(one.3, 0) as amount
                from int_incident_resolutions(
                    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
                    since = (select ifNull(minOrNull(begins_at), {cut:DateTime64(3, 'UTC')}) from windows),
                    before = (select ifNull(maxOrNull(ends_at), {cut:DateTime64(3, 'UTC')}) from windows),
                    services = (select groupArray(service) from concerned))
                union all
                select service, ('', answered_at, 0), 'answer', answered_at, points
                from stg_survey_answers(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
                union all
                select service, ('', received_at, 0), 'complaint', received_at, 0
                from stg_complaints(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
            ) as said
            left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = said.service
        ) as x
        join (
            select service, groupArray((source, record, part, begins_at, ends_at)) as places from windows group by service
        ) as n on n.service = x.service
    )
    group by source, record, service, part
) as h on h.source = w.source and h.record = w.record and h.service = w.service and h.part = w.part
left join (
    select
        source, record, service, part,
        sumIf(ms, in_hours and (down or not (planned or excluded or unmonitored))) as agreed_ms,
        sumIf(ms, in_hours and down) as down_ms
    from (
        select
            w.source as source, w.record as record, w.service as service, w.part as part,
            in_hours, down, planned, excluded, unmonitored,
            dateDiff('millisecond', greatest(s.begins, w.begins_at), least(s.ends, w.ends_at)) as ms
        from windows as w
        join (select * from {availability_segments:Identifier} where month = {month:Date}) as s on s.service = w.service
        where s.begins < w.ends_at and s.ends > w.begins_at
    )
    group by source, record, service, part
) as a on a.source = w.source and a.record = w.record and a.service = w.service and a.part = w.part
