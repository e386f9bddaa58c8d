-- What: service requests opened in the month by the item of the service catalogue that they ask for, the most asked first.
-- Grain: one row per service and item.
select toString(service) as service, item, opened
from request_items
where request_items.month = {month:Date}
order by service, opened desc, item
