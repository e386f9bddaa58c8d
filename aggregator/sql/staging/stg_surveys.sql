-- What: surveys of customers as they stand at {until}, as known at {as_of}. sent_at = as stated, else the first update.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'customer') as customer,
    JSONExtractUInt(data, 'sent') as sent,
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'sent_at'), 3, 'UTC'), first_occurred_at) as sent_at
from stg_records(kind = 'survey', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
where JSONExtractString(data, 'audience') in ('', 'customer')
