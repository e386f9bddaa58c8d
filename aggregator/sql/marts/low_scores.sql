-- What: overall scores of 3 or less on the scale from 1 to 5, which need a written review: the mean of the latest wave of
--   surveys of a service, of a customer, of all; a supplier's latest evaluation. The review is the one that the evaluation
--   holds; for customers' scores the first review whose kind contains the word satisfaction, about that very service or
--   customer (of all: about neither), held since the wave was sent and before the cut.
-- Grain: one row per kind ('all', 'customer', 'service', 'supplier') and subject.
with
    (
        select arraySort(groupArray((assumeNotNull(held_at), service, customer, record)))
        from stg_reviews(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        where review_kind like '%satisfaction%' and held_at < {cut:DateTime64(3, 'UTC')}
    ) as reviews
select
    {month:Date} as month, kind, subject, judged_at, answers, points,
    held.4 = '' ? null : toNullable(held.1) as reviewed_at, held.4 as review
from (
    select
        multiIf(customer != '*', 'customer', service != '*', 'service', 'all') as kind,
        customer != '*' ? toString(customer) : toString(service) as subject,
        toDateTime64(wave, 3, {time_zone:String})::DateTime64(3, 'UTC') as judged_at, answers, points,
        arrayFirst(
            r -> r.1 >= judged_at and r.2 = (kind = 'service' ? subject : '') and r.3 = (kind = 'customer' ? subject : ''),
            reviews) as held
    from {satisfaction:Identifier}
    where month = {month:Date} and latest and answers > 0 and points <= 300 * answers
    union all
    select
        'supplier', toString(supplier), evaluated_at, 1, points,
        (evaluated_at, '', '', written_review)::Tuple(DateTime64(3, 'UTC'), String, String, String)
    from {supplier_scores:Identifier}
    where month = {month:Date} and points <= 300
)
