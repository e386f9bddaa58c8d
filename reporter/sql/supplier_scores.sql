-- What: the latest evaluation of each supplier.
-- Grain: one row per supplier and service.
select
    toString(supplier) as supplier,
    toString(service) as service,
    toString(source) as source,
    record,
    toUnixTimestamp64Milli(supplier_scores.evaluated_at) as evaluated_at,
    points, previous_points, targets_met, targets_measured, written_review
from supplier_scores
where month = {month:Date}
order by supplier, service
