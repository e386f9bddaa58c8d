-- What: the stages of the major incidents that concern the month, each against its target. A stage that is not reached at the
--   cut is missed once it is overdue.
-- Grain: one row per major incident and stage (source, record, position).
select
    {month:Date} as month, source, record, position, stage, from_at, reached_at, took_ms, within_ms, working_days, due_at,
    multiIf(
        due_at is null, '', reached_at <= due_at, 'met',
        reached_at is not null or due_at < {cut:DateTime64(3, 'UTC')}, 'missed', 'open') as verdict
from int_major_incident_stages(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')},
    definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
    time_zone = {time_zone:String})
where (source, record) in (select source, record from {major_incidents:Identifier} where month = {month:Date})
