-- What: what was promised of a service and those below it, just before {month_end}: targets on single records ({measure}:
--   'resolution' …; '' = none asked for), promises on services as a whole ({measures}), and the goal of the figure itself
--   ({named}). Targets on records are those of service level agreements: what figures of attainment are judged by.
-- Grain: one row per promise and scope.
select
    toString(t.kind) as kind, toString(t.agreement) as agreement, toString(toDate(t.valid_from, {time_zone:String})) as valid_from,
    t.service as service, toString(t.record_type) as record_type, t.priority as priority, toString(t.measure) as measure,
    toNullable(toInt64(t.target_ms)) as within_ms, toNullable(toInt64(t.goal_met)) as goal_met,
    toNullable(toInt64(t.goal_of)) as goal_of, toNullable(toInt64(null)) as at_most
from targets as t
join (
    select * from agreement_rules
    where definitions = {definitions:String} and valid_until >= {month_end:DateTime64(3, 'UTC')}
) as r on r.agreement = t.agreement and r.valid_from = t.valid_from and r.service = t.service
    and r.record_type = t.record_type
where t.definitions = {definitions:String} and t.kind = 'sla' and t.valid_from < {month_end:DateTime64(3, 'UTC')} and t.measure = {measure:String}
    and {asked_record_type:String} in ('*', t.record_type) and {asked_priority:String} in ('*', t.priority)
    and ({asked_service:String} = '*' or t.service in (
        select service from services where definitions = {definitions:String} and has(lineage, {asked_service:String})))
union all
select
    toString(kind), toString(agreement), toString(toDate(valid_from, {time_zone:String})), service, '', '', toString(measure),
    within_ms, goal_met, goal_of, at_most
from service_targets
where definitions = {definitions:String} and has({measures:Array(String)}, measure) and service = {asked_service:String}
    and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
union all
select
    'figure', {named:String}, toString(toDate(valid_from, {time_zone:String})), '', '', '', '',
    null, at_most = 1 ? null : toNullable(goal_met), goal_of, at_most = 1 ? toNullable(goal_met) : null
from kpi_goals
where definitions = {definitions:String} and figure = {named:String}
    and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
