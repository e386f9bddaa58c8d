-- What: the source's own verdict on each record on which it gave one, as last stated in all that was known at {as_of}, whatever
--   month it belongs to, with the priority last held.
-- Grain: one row per record (record_type, source, record).
select
    record_type, source, record,
    argMax(u.priority, (occurred_at, sequence, id)) as priority,
    argMaxIf(u.stated_sla_met, (occurred_at, sequence, id), u.stated_sla_met is not null) as stated_sla_met
from stg_stated_verdicts(as_of = {as_of:DateTime64(3, 'UTC')}) as u
group by record_type, source, record
