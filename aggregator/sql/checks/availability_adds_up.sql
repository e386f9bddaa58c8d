-- What: days whose agreed hours are not agreed service time, planned, excluded and unmonitored time (rule 9); outages whose
--   stretch is not counted, excused, out of hours and unmonitored time; services whose outages in the month are not their downtime.
-- Grain: one row per offender; none when all is well.
select concat(service, ' on ', toString(day)) as offender
from {availability_days:Identifier}
where month = {month:Date} and hours_ms != ast_ms + planned_ms + excluded_ms + unmonitored_hours_ms
union all
select concat(service, ' from ', toString(begins_at)) as offender
from {outages:Identifier}
where month = {month:Date} and wall_ms != counted_ms + excused_ms + out_of_hours_ms + unmonitored_ms
union all
select concat(d.service, ' in all') as offender
from (
    select service, sum(down_ms) as down from {availability_days:Identifier} where month = {month:Date} group by service
) as d
full join (
    select service, sum(counted_in_month_ms) as down from {outages:Identifier} where month = {month:Date} group by service
) as o on o.service = d.service
where d.down != o.down
