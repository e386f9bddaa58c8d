-- What: the targets of service level agreements in the version that is in force just before the month ends.
-- Grain: one row per service (sub-services written out), record type, priority and measure.
select
    toString(t.agreement) as agreement,
    toString(t.kind) as kind,
    t.service as service,
    toString(t.record_type) as record_type,
    t.priority as priority,
    toString(t.measure) as measure,
    toString(toDate(t.valid_from, {time_zone:String})) as valid_from,
    t.target_ms as target_ms,
    toInt64(ifNull(t.goal_met, 0)) as goal_met,
    toInt64(ifNull(t.goal_of, 0)) as goal_of
from (
    select * from targets
    where targets.definitions = {definitions:String} and targets.kind = 'sla'
        and toUnixTimestamp64Milli(targets.valid_from) < {month_end:Int64}
) as t
join (
    select * from agreement_rules
    where agreement_rules.definitions = {definitions:String} and agreement_rules.kind = 'sla'
        and toUnixTimestamp64Milli(agreement_rules.valid_until) >= {month_end:Int64}
) as r on r.agreement = t.agreement and r.valid_from = t.valid_from and r.service = t.service
    and r.record_type = t.record_type
order by service, record_type, measure, priority
