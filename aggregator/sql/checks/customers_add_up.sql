-- What: waves and scopes whose marks do not add up to their answers; services whose complaints received are not as many in
--   the list as in the figure.
-- Grain: one row per offender; none when all is well.
select concat(toString(wave), ' ', service, ' ', customer) as offender
from {satisfaction:Identifier}
where month = {month:Date} and answers != mark_1 + mark_2 + mark_3 + mark_4 + mark_5
union all
select concat('complaints received: ', toString(sum(listed)), ' listed, ', toString(sum(counted)), ' counted') as offender
from (
    select count() as listed, 0 as counted from {complaints:Identifier} where month = {month:Date} and received_in_month
    union all
    select 0 as listed, numerator as counted from {figures:Identifier}
    where month = {month:Date} and figure = 'BRM-04' and service = '*'
)
having sum(listed) != sum(counted)
