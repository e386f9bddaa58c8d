-- What: what was promised of the records of a service, by the agreement version in force just before {month_end}.
-- Grain: one row per service, record type, priority and measure that a service level agreement has a target for.
select t.service as service, s.lineage as lineage, t.record_type as record_type, priority, measure, goal_met, goal_of
from (
    select * from targets
    where definitions = {definitions:String} and kind = 'sla' and valid_from < {month_end:DateTime64(3, 'UTC')}
) as t
join (
    select * from agreement_rules
    where definitions = {definitions:String} and kind = 'sla' and valid_until >= {month_end:DateTime64(3, 'UTC')}
) as r on r.agreement = t.agreement and r.valid_from = t.valid_from and r.service = t.service
    and r.record_type = t.record_type
join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = t.service
where goal_of > 0
