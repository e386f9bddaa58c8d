-- What: the targets of service level agreements in the version that is in force when the month ends.
-- Grain: one row per agreement, service, record type, priority and measure.
select
    toString(argMax(targets.agreement, targets.valid_from)) as agreement,
    toString(targets.kind) as kind,
    targets.service as service,
    toString(targets.record_type) as record_type,
    targets.priority as priority,
    toString(targets.measure) as measure,
    toString(toDate(max(targets.valid_from), {time_zone:String})) as valid_from,
    argMax(targets.target_ms, targets.valid_from) as target_ms,
    argMax(toInt64(ifNull(targets.goal_met, 0)), targets.valid_from) as goal_met,
    argMax(toInt64(ifNull(targets.goal_of, 0)), targets.valid_from) as goal_of
from targets
where targets.definitions = {definitions:String}
    and targets.kind = 'sla'
    and toUnixTimestamp64Milli(targets.valid_from) < {month_end:Int64}
group by kind, service, record_type, priority, measure
order by kind, service, record_type, measure, priority
