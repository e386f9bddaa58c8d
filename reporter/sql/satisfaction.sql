-- What: customers' judgements by the wave of surveys that asked for them, newest first.
-- Grain: one row per wave and scope: all, each service, each customer.
select
    toString(satisfaction.wave) as wave,
    toString(service) as service,
    toString(customer) as customer,
    latest, sent, replies, answers, points, mark_1, mark_2, mark_3, mark_4, mark_5, top_two, goal_met, goal_of,
    toString(verdict) as verdict
from satisfaction
where month = {month:Date}
order by satisfaction.wave desc, service, customer
