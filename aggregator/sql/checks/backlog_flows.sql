-- What: scopes in which open at start + opened + reopened - resolved - cancelled is not open at end.
-- Grain: one row per offending scope; none when all is well.
select
    concat(record_type, ' / ', service, ' / ', priority, ' / ', assignment_group, ' / ', channel) as offender
from {figures:Identifier}
where month = {month:Date}
group by record_type, service, priority, assignment_group, channel
having sumIf(numerator, figure in ('backlog.start', 'workload.opened', 'workload.reopened'))
    != sumIf(numerator, figure in ('workload.resolved', 'workload.cancelled', 'backlog.end'))
