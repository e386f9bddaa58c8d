-- What: what was changed against the rules in the month: changes begun without approval or before it (an emergency may be
--   approved later, a standard change is approved for ever), deviations that no change explains, releases that went live and
--   are said to be untested.
-- Grain: one row per rule and record (rule, source, record).
select
    'change-without-approval' as rule, 'change' as record_type, source, record, services[1] as service,
    assumeNotNull(implemented_start_at) as found_at, class as detail, emptyArrayString() as evidence
from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where implemented_start_at >= {month_start:DateTime64(3, 'UTC')} and implemented_start_at < {cut:DateTime64(3, 'UTC')}
    and class != 'standard'
    and (approved_at is null or (class != 'emergency' and approved_at > implemented_start_at))
union all
select
    'unauthorised-configuration', 'configuration_deviation', source, record, service,
    assumeNotNull(found_at), configuration_item, [configuration_item]
from stg_configuration_deviations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where found_at >= {month_start:DateTime64(3, 'UTC')} and found_at < {cut:DateTime64(3, 'UTC')} and change = ''
union all
select
    'untested-release', 'release', source, record, services[1],
    assumeNotNull(deployed_end_at), kind, emptyArrayString()
from stg_releases(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where deployed_end_at >= {month_start:DateTime64(3, 'UTC')} and deployed_end_at < {cut:DateTime64(3, 'UTC')}
    and tested = 0
