-- What: interruptions cut where maintenance of the service, or of one above it, begins or ends to excuse them (rule 9, A2,
--   A3), where an agreed exclusion of them, or of such a service, begins or ends for the service or one above it, and where
--   monitoring of the service begins or ends. A window of maintenance excuses what began no earlier than it was effective.
-- Grain: one row per interruption and part [begins_at, ends_at); the parts of one follow one another without gap. An
--   interruption is an outage or an incident (kind, source, record), or a stretch of a monitor's checks (…, record_begins_at).
select
    {month:Date} as month, kind, source, record, i.service as service, component, cause, change, affected_users, open,
    fromUnixTimestamp64Milli(i.begins_ms, 'UTC') as record_begins_at,
    fromUnixTimestamp64Milli(i.ends_ms, 'UTC') as record_ends_at,
    fromUnixTimestamp64Milli(part.1, 'UTC') as begins_at, fromUnixTimestamp64Milli(part.2, 'UTC') as ends_at,
    arraySort(arrayDistinct(arrayMap(w -> w.4, arrayFilter(w -> w.1 <= part.1 and part.1 < w.2, windows)))) as excused_by,
    arrayExists(g -> g.1 <= part.1 and part.1 < g.2, blind) as unmonitored,
    arrayFilter(x -> x.1 <= part.1 and part.1 < x.2, left_out) as excluding,
    arraySort(arrayDistinct(arrayMap(x -> x.3, excluding))) as excluded_by,
    arraySort(arrayDistinct(arrayMap(x -> x.4, excluding))) as excluded_for
from (
    select
        *,
        arrayFilter(w -> w.1 < i.ends_ms and w.2 > i.begins_ms and w.3 <= i.begins_ms, p.pieces) as windows,
        arrayFilter(g -> g.1 < i.ends_ms and g.2 > i.begins_ms, m.stretches) as blind,
        arrayFilter(
            x -> x.1 < i.ends_ms and x.2 > i.begins_ms and has(l.lineage, x.4) and x.5 in ('', i.source),
            arrayConcat(named.stretches, around.stretches)) as left_out,
        arraySort(arrayDistinct(arrayConcat(
            [i.begins_ms, i.ends_ms],
            arrayFilter(at -> at > i.begins_ms and at < i.ends_ms, arrayConcat(
                arrayMap(w -> w.1, windows), arrayMap(w -> w.2, windows),
                arrayMap(g -> g.1, blind), arrayMap(g -> g.2, blind),
                arrayMap(x -> x.1, left_out), arrayMap(x -> x.2, left_out)))))) as bounds,
        arrayJoin(arrayZip(arrayPopBack(bounds), arrayPopFront(bounds))) as part
    from int_interruptions(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        history = {history:DateTime64(3, 'UTC')}, definitions = {definitions:String},
        grades = {grades:Array(String)}) as i
    left join (
        select for_service, groupArray((w.begins_ms, w.ends_ms, w.effective_ms, w.record)) as pieces
        from int_maintenance_windows(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}) as w
        left join (
            select service as below, arrayJoin(lineage) as named from services where definitions = {definitions:String}
        ) as s on s.named = w.service
        group by s.below = '' ? w.service : s.below as for_service
    ) as p on p.for_service = i.service
    left join (
        select service as for_service, groupArray((u.begins_ms, u.ends_ms)) as stretches
        from int_unmonitored(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            history = {history:DateTime64(3, 'UTC')}) as u
        group by service
    ) as m on m.for_service = i.service
    left join (select service, lineage from services where definitions = {definitions:String}) as l on l.service = i.service
    left join (
        select for_type, for_record, groupArray((x.begins_ms, x.ends_ms, x.entry, x.service, x.only_source)) as stretches
        from int_excluded_time(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            time_zone = {time_zone:String}) as x
        where x.for_type != 'service'
        group by for_type, for_record
    ) as named on named.for_type = i.kind and named.for_record = i.record
    left join (
        select s.service as for_service, groupArray((x.begins_ms, x.ends_ms, x.entry, x.service, x.only_source)) as stretches
        from int_excluded_time(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String},
            time_zone = {time_zone:String}) as x
        cross join (select service, lineage from services where definitions = {definitions:String}) as s
        where x.for_type = 'service' and has(s.lineage, x.for_record)
        group by for_service
    ) as around on around.for_service = i.service
) as i
