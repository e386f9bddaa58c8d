-- What: the recovery time and the limit of data loss that the service level agreement in force just before {month_end}
--   promises for a service, where the record itself does not state them.
-- Grain: one row per service.
select
    service,
    anyIf(within_ms, measure = 'recovery-time') as rto_ms,
    anyIf(within_ms, measure = 'recovery-point') as rpo_ms
from service_targets
where definitions = {definitions:String} and kind = 'sla' and measure in ('recovery-time', 'recovery-point')
    and valid_from < {month_end:DateTime64(3, 'UTC')} and valid_until >= {month_end:DateTime64(3, 'UTC')}
group by service
