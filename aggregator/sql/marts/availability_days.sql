-- What: each day of each service: hours_ms = agreed service hours = ast_ms + planned_ms + excluded_ms + unmonitored_hours_ms
--   (rule 9). Agreed service time (ast_ms) is what is neither taken out by approved maintenance or an agreed exclusion nor
--   unmonitored, and all downtime: down_ms = union of interruptions that nothing excuses. wall_… count the clock round;
--   user_ms = downtime times affected users.
-- Grain: one row per service and local day of the month up to the cut.
with
    toUnixTimestamp64Milli(ends) - toUnixTimestamp64Milli(begins) as ms,
    in_hours and not s.down and not s.planned and not s.excluded and s.unmonitored as not_known
select
    {month:Date} as month, s.service as service,
    t.top_service = '' ? s.service : t.top_service as top_service,
    toDate(toTimeZone(begins, {time_zone:String})) as day,
    sum(ms) as wall_ms,
    sumIf(ms, known) as wall_down_ms,
    sumIf(ms, in_hours) as hours_ms,
    sumIf(ms, in_hours and (s.down or not (s.planned or s.excluded)) and not not_known) as ast_ms,
    sumIf(ms, in_hours and s.down) as down_ms,
    sumIf(ms, in_hours and s.planned and not s.down) as planned_ms,
    sumIf(ms, in_hours and s.excluded and not s.planned and not s.down) as excluded_ms,
    sumIf(ms, s.unmonitored and not known) as unmonitored_ms,
    sumIf(ms, not_known) as unmonitored_hours_ms,
    sumIf(ms * users, in_hours) as user_ms
from {availability_segments:Identifier} as s
left join (select service, top_service from services where definitions = {definitions:String}) as t on t.service = s.service
where s.month = {month:Date} and in_month
group by s.service, t.top_service, day
