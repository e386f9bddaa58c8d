-- What: service requests opened in the month by the item of the service catalogue that they ask for; '' = none named.
--   Cancelled requests are left out. A request counts under its service, every service above it and '*'.
-- Grain: one row per service and item; none in a month in which no request names an item.
select {month:Date} as month, service, item, count() as opened
from (
    select
        arrayJoin(arrayConcat(['*'], empty(s.lineage) ? [toString(l.service)] : s.lineage)) as service,
        i.item as item, max(i.item != '') over () as told
    from {ledger:Identifier} as l
    left join stg_request_items(
        as_of = {as_of:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')},
        until = {cut:DateTime64(3, 'UTC')}) as i on i.source = l.source and i.record = l.record
    left join (select service, lineage from services where definitions = {definitions:String}) as s on s.service = l.service
    where l.month = {month:Date} and l.record_type = 'service_request' and l.opened_in_month and not l.cancelled
)
where told
group by service, item
