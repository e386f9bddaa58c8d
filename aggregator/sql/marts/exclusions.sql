-- What: what was entered to be left out of the clocks of records in the month's ledger, by which rule, by whom and when, and
--   how much it took out. Where two stretches of a record overlap, the earlier one takes what both cover.
-- Grain: one row per entry and record.
select
    {month:Date} as month, x.source as entry_source, x.entry as entry,
    l.record_type as record_type, l.source as source, l.record as record, l.service as service,
    l.top_service as top_service, l.agreement as agreement, x.rule as rule,
    multiIf(
        x.withdrawn, 'withdrawn',
        r.known = 0, 'no-rule',
        ifNull(x.approved_at < {cut:DateTime64(3, 'UTC')}, 0), 'applied', 'not-approved') as status,
    x.begins_at as begins_at, x.ends_at as ends_at,
    l.excluded_by_entry[concat(x.source, ' ', x.entry)] as excluded_ms,
    x.entered_by as entered_by, x.entered_at as entered_at, x.approved_by as approved_by, x.approved_at as approved_at,
    x.reason as reason
from stg_exclusions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as x
join (
    select record_type, source, record, service, top_service, agreement, agreement_valid_from, excluded_by_entry
    from {ledger:Identifier} where month = {month:Date}
) as l on l.record_type = x.for_type and l.record = x.for_record
left join (
    select agreement, valid_from, rule, 1 as known from exclusion_rules where definitions = {definitions:String}
) as r on r.agreement = l.agreement and r.valid_from = l.agreement_valid_from and r.rule = x.rule
where x.for_source in ('', l.source)
