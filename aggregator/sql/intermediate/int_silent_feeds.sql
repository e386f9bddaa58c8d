-- What: sources that sent events on at least the rule's share of the days of the month before, and on less of the days of the
--   month that have begun before {cut}: a feed that was down, or a source that has gone (rule 13). Sources that send now and
--   then are not judged.
-- Grain: one row per silent source; last_day = the last day of the month with an event, null without any.
with
    {month:Date} as first_day,
    first_day - interval 1 month as before_day,
    toDate({cut:DateTime64(3, 'UTC')} - interval 1 millisecond, {time_zone:String}) as cut_day
select
    source,
    toInt64(countIf(day >= first_day)) as days_heard,
    toInt64(cut_day - first_day + 1) as days,
    maxOrNull(day >= first_day ? toNullable(day) : null) as last_day,
    arraySort(arrayFilter(
        d -> not has(groupArrayIf(day, day >= first_day), d),
        arrayMap(n -> first_day + n, range(toUInt32(days))))) as silent_days,
    any(r.met) as goal_met, any(r.of) as goal_of
from stg_feed_days(
    as_of = {as_of:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')} - interval 31 day,
    until = {cut:DateTime64(3, 'UTC')}, time_zone = {time_zone:String}) as f
cross join (
    select assumeNotNull(share_met) as met, assumeNotNull(share_of) as of from rules
    where definitions = {definitions:String} and rule = 'feed-silent' and share_of > 0
) as r
where day >= before_day
group by source
having countIf(day < first_day) * goal_of >= goal_met * toInt64(first_day - before_day) and days_heard * goal_of < goal_met * days
