-- What: customers' overall judgements (answers to no single question, about no supplier) as they stand at {until}, as known
--   at {as_of}. points = hundredths on a scale from 1 to 5, whatever the survey's scale. answered_at = as stated, else
--   the first update.
-- Grain: one row per record (source, record).
select
    source,
    record,
    toString(service) as service,
    JSONExtractString(data, 'survey') as survey,
    JSONExtractString(data, 'customer') as customer,
    JSONExtract(data, 'themes', 'Array(String)') as themes,
    JSONExtractFloat(data, 'scale_min') as lowest,
    JSONExtractFloat(data, 'scale_max') as highest,
    toInt64(round(100 + 400 * (JSONExtractFloat(data, 'score') - lowest) / (highest - lowest))) as points,
    JSONExtract(data, 'recommend', 'Nullable(Int64)') as recommend,
    ifNull(parseDateTime64BestEffortOrNull(JSONExtractString(data, 'answered_at'), 3, 'UTC'), first_occurred_at) as answered_at
from stg_records(kind = 'survey_answer', as_of = {as_of:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
where JSONExtractString(data, 'question') = '' and JSONExtractString(data, 'supplier') = '' and highest > lowest
