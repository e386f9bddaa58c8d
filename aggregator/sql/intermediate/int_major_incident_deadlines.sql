-- What: until when the root cause of a major incident is due: the last millisecond of the n-th working day of its service after
--   the day on which it was declared; n is the rule's. problem and root_cause_found_at as they stand at {cut}.
-- Grain: one row per major incident (source, record).
select
    m.source as source, m.record as record, m.service as service, m.incident as incident, m.problem as problem,
    m.root_cause_found_at as root_cause_found_at,
    toDateTime64(d.day + 1, 3, {time_zone:String}) - toIntervalMillisecond(1) as due_at
from (
    select m.*, l.days + receive.number as last_number
    from (
        select
            source, record, services[1] as service, incident, problem, root_cause_found_at,
            toDate(declared_at, {time_zone:String}) as declared_day,
            service in (select service from services where definitions = {definitions:String}) ? service : '' as hours_of
        from int_major_incidents(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            history = {history:DateTime64(3, 'UTC')}) as known
        where known.declared_at < {cut:DateTime64(3, 'UTC')}
    ) as m
    asof left join int_working_days(
        definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
        time_zone = {time_zone:String}) as receive on receive.service = m.hours_of and receive.day <= m.declared_day
    cross join (
        select toUInt64(assumeNotNull(working_days)) as days from rules
        where definitions = {definitions:String} and rule = 'major-incident-cause-late'
    ) as l
) as m
join int_working_days(
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String}) as d on d.service = m.hours_of and d.number = m.last_number
