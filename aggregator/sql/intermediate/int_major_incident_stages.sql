-- What: the stages of major incidents: detected and restored count from the beginning, declared from the detection (without
--   one, from the beginning), communicated from the declaration, reviewed from the end. The target is the one in force when the
--   incident was declared (rule 11). Working days are those of the service first named; the n-th is the n-th after the day on
--   which the stage starts, and ends with its last millisecond. A review that states its own due time is due then.
-- Grain: one row per major incident and stage (source, record, position).
select
    s.source as source, s.record as record, s.position as position, s.stage as stage, s.from_at as from_at,
    s.reached_at as reached_at,
    -- what was reached before it could be expected took no time
    s.from_at < s.reached_at ? dateDiff('millisecond', s.from_at, s.reached_at) : (s.from_at >= s.reached_at ? 0 : null)
        as took_ms,
    s.within_ms as within_ms,
    s.working_days as working_days,
    multiIf(
        s.stated_due_at is not null, s.stated_due_at,
        s.within_ms is not null, s.from_at + toIntervalMillisecond(s.within_ms),
        s.working_days is not null and s.from_at is not null and d.number > 0 and e.number > d.number,
            toDateTime64(e.day + 1, 3, {time_zone:String}) - toIntervalMillisecond(1),
        null) as due_at
from (
    select
        m.source as source, m.record as record, one.1 as position, one.2 as stage, one.3 as from_at, one.4 as reached_at,
        stage = 'reviewed' ? m.review_due_at : null as stated_due_at,
        nullIf(t.within_ms, 0) as within_ms, nullIf(t.working_days, 0) as working_days,
        m.services[1] in (select service from services where definitions = {definitions:String}) ? m.services[1] : ''
            as hours_of,
        toDate(ifNull(from_at, toDateTime64(0, 3, 'UTC')), {time_zone:String}) as from_day
    from int_major_incidents(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')}) as m
    array join [
        (0, 'begun', null, toNullable(begun_at)),
        (1, 'detected', toNullable(begun_at), detected_at),
        (2, 'declared', ifNull(detected_at, begun_at), toNullable(declared_at)),
        (3, 'communicated', toNullable(declared_at), communicated_at),
        (4, 'restored', toNullable(begun_at), restored_at),
        (5, 'reviewed', ended_at, reviewed_at)
    ]::Array(Tuple(UInt8, String, Nullable(DateTime64(3, 'UTC')), Nullable(DateTime64(3, 'UTC')))) as one
    asof left join (
        select stage, valid_from, ifNull(within_ms, 0) as within_ms, ifNull(working_days, 0) as working_days
        from stage_targets where definitions = {definitions:String}
    ) as t on t.stage = one.2 and t.valid_from <= m.declared_at
) as s
asof left join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as d on d.service = s.hours_of and d.day <= s.from_day
left join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as e
    on e.service = s.hours_of and e.number = d.number + ifNull(s.working_days, 0)
