-- What: how incidents went from group to group and back to work, up to {cut}. handovers = updates that name another group
--   than the one named before. reopened_soon = in the month it went on at most 14 days (of 24 h) after the resolution that
--   this undid; an update without a state keeps the state held before.
-- Grain: one row per incident with an update in the month (source, record).
select
    source, record,
    countIf(assignment_group != '' and group_before != '' and assignment_group != group_before) as handovers,
    countIf(finished = 0 and finished_at is not null and occurred_at >= {month_start:DateTime64(3, 'UTC')}
        and occurred_at <= finished_at + interval 14 day) > 0 as reopened_soon
from (
    select
        source, record, occurred_at, assignment_group, finished,
        ifNull(last_value(nullIf(assignment_group, '')) ignore nulls over earlier, '') as group_before,
        -- when the run of finished updates before this one began; null if the one before was not finished
        lagInFrame(finished, 1, 0) over so_far = 1
            ? last_value(begun_at) ignore nulls over earlier : null as finished_at
    from (
        select *, finished and lagInFrame(finished, 1, 0) over so_far = 0 ? toNullable(occurred_at) : null as begun_at
        from (
            select
                source, record, id, occurred_at, sequence, assignment_group,
                ifNull(last_value(nullIf(state, '')) ignore nulls over so_far, '') in (
                    select state from states
                    where definitions = {definitions:String} and phase in ('resolved', 'closed')) as finished
            from stg_ticket_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
            where record_type = 'incident' and (source, record) in (
                select source, record
                from stg_ticket_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
                where record_type = 'incident' and occurred_at >= {month_start:DateTime64(3, 'UTC')})
            window so_far as (partition by source, record order by occurred_at, sequence, id
                rows between unbounded preceding and current row)
        )
        window so_far as (partition by source, record order by occurred_at, sequence, id
            rows between unbounded preceding and current row)
    )
    window
        so_far as (partition by source, record order by occurred_at, sequence, id
            rows between unbounded preceding and current row),
        earlier as (partition by source, record order by occurred_at, sequence, id
            rows between unbounded preceding and 1 preceding)
)
group by source, record
