-- What: services with continuity plans, critical ones without, and plans that events alone name.
-- Grain: one row per service and plan.
select
    toString(continuity_readiness.service) as service,
    toString(continuity_readiness.plan) as plan,
    toBool(continuity_readiness.critical) as critical,
    toBool(continuity_readiness.defined) as defined,
    toBool(continuity_readiness.valid) as valid,
    toUnixTimestamp64Milli(continuity_readiness.last_invoked_at) as last_invoked_at,
    toUnixTimestamp64Milli(continuity_readiness.last_tested_at) as last_tested_at,
    cast(continuity_readiness.last_tested_in_time, 'Nullable(Bool)') as last_tested_in_time,
    toUnixTimestamp64Milli(continuity_readiness.next_due_at) as next_due_at,
    overdue
from continuity_readiness
where month = {month:Date}
order by service, plan
