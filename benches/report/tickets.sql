-- Tickets {from} to {from} + {records} of a large organisation, opened one by one from {begin} on: most done in days, some in weeks,
-- some in months, one of a hundred reopened half a year later. What happens after the end is left out.
insert into events (topic, partition, offset, source, id, type, subject, occurred_at, sequence, recorded_at, service, component,
    state, priority, grade, channel, assignment_group, supplier, assigned_to, category, title, opened_at, responded_at,
    responded_by, stated_sla_met, body)
select
    'incident' as topic, 0 as partition, number * 8 + step.1 as offset, '/bench' as source,
    concat(subject, ':', toString(step.1)) as id, 'incident.v1' as type,
    concat('INC', leftPad(toString(number), 8, '0')) as subject,
    opened_at + toIntervalSecond(step.2) as occurred_at, step.1 as sequence,
    occurred_at + (chance % 1000 = 7 and step.1 = 3 ? toIntervalSecond(864000) : toIntervalSecond(2)) as recorded_at,
    ['securities.trade-execution', 'securities.settlement', 'futures.trade-execution', 'securities.cash'][1 + chance % 4] as service,
    '' as component, step.3 as state, ['critical', 'high', 'moderate', 'low'][1 + intDiv(chance, 8) % 4] as priority,
    chance % 400 = 0 ? 'E' : 'F' as grade, ['phone', 'email', 'portal'][1 + chance % 3] as channel,
    ['operations-1', 'operations-2', 'network'][1 + intDiv(chance, 16) % 3] as assignment_group, '' as supplier, '' as assigned_to,
    'software' as category, 'a made-up incident' as title, opened_at,
    step.1 >= 2 ? opened_at + toIntervalSecond(least(7200, life / 2)) : null as responded_at,
    'person' as responded_by, null as stated_sla_met,
    concat('{"specversion":"1.0","id":"', id, '","source":"/bench","type":"incident.v1","subject":"', subject,
        '","data":{"state":"', state, '","service":"', service, '","priority":"', priority, '","title":"', title, '"}}') as body
from (
    select
        number, cityHash64(number) as chance,
        toDateTime64({begin:String}, 3, 'UTC') + toIntervalMillisecond(toInt64(number * {ms_between:Float64})) as opened_at,
        -- nine of ten are done within a quarter of what is usual for their priority to two thirds of it
        [7200, 14400, 57600, 172800][1 + intDiv(chance, 8) % 4] as usual,
        multiIf(chance % 100 < 90, intDiv(usual, 8) + intDiv(chance, 128) % intDiv(usual, 3),
            chance % 100 < 97, usual + intDiv(chance, 128) % 1900800,
            86400 * 30 + intDiv(chance, 128) % 10368000) as life
    from numbers({from:UInt64}, {records:UInt64})
)
array join arrayConcat(
    [(1, 0, 'new'), (2, least(7200, intDiv(life, 2)), 'assigned'), (3, intDiv(life * 2, 3), 'in-progress'),
        (4, life, 'resolved'), (5, life + 172800, 'closed')],
    chance % 100 = 99 ? [(6, life + 86400 * 180, 'in-progress'), (7, life + 86400 * 183, 'resolved')] : []
)::Array(Tuple(UInt64, UInt64, String)) as step
where occurred_at < toDateTime64('2026-11-01 00:00:00', 3, 'UTC')
