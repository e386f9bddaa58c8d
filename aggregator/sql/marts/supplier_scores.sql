-- What: the latest evaluation of each supplier known at the cut, beside the one before it.
-- Grain: one row per supplier and service evaluated ('' = the supplier as a whole).
select
    {month:Date} as month, supplier, service, source, record, evaluated_at, begins_at, ends_at, points, previous_points,
    targets_met, targets_measured, written_review
from (
    select
        *,
        row_number() over (partition by supplier, service order by evaluated_at desc, source, record) as place,
        leadInFrame(toNullable(points), 1, null) over (
            partition by supplier, service order by evaluated_at desc, source, record
            rows between unbounded preceding and unbounded following) as previous_points
    from stg_supplier_evaluations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
)
where place = 1
