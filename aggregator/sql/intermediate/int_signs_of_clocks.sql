-- What: what happened to records in the last stretch of their target, before it was crossed: the clock was paused, the priority
--   was lowered, the record was cancelled, or it was resolved there and went on soon after (counted when it went on). used_ms =
--   what the clock had used of target_ms, the target that held until then; priority and group are those until then. At the
--   target itself nothing is crossed, so it belongs to the stretch; beyond it nothing is left to polish.
-- Grain: one row per sign, record and instant in [{month_start}, {cut}).
with (
    select cast((groupArray(priority), groupArray(rank)), 'Map(String, UInt32)')
    from priorities where definitions = {definitions:String}
) as ranks
select
    sign, record_type, source, record, service, priority_before as priority, group_before as assignment_group, at,
    toUInt64(happened.2) as used_ms, toUInt64(happened.3) as target_ms, related
from (
    select
        *,
        arrayJoin(arrayFilter(one -> one.1 != '', [
            (pausing and not paused_before and life_held = 'open' ? 'pause-before-breach' : '',
                used_ms, target_before, waiting_on, null),
            (ranks[priority] > ranks[priority_before] and ranks[priority_before] > 0 ? 'priority-lowered' : '',
                used_ms, target_before, priority, null),
            (life_held = 'cancelled' and life_before = 'open' ? 'cancelled-before-breach' : '',
                used_ms, target_before, '', null),
            (life_held = 'open' and life_before = 'resolved' ? 'resolved-then-reopened' : '',
                resolved_used, resolved_target, '', resolved_at)
        ]::Array(Tuple(String, Nullable(Int64), Nullable(Int64), String, Nullable(DateTime64(3, 'UTC')))))) as happened,
        happened.1 as sign, happened.4 as related
    from (
        select
            *,
            last_value(resolves ? toNullable(at) : null) ignore nulls over so_far as resolved_at,
            last_value(resolves ? toNullable(toInt64(used_ms)) : null) ignore nulls over so_far as resolved_used,
            last_value(resolves ? target_before : null) ignore nulls over so_far as resolved_target
        from (
            select
                *,
                lagInFrame(pausing, 1, 0) over clock as paused_before,
                lagInFrame(life_held, 1, '') over clock as life_before,
                lagInFrame(priority, 1, priority) over clock as priority_before,
                lagInFrame(assignment_group, 1, assignment_group) over clock as group_before,
                lagInFrame(target_ms, 1, target_ms) over clock as target_before,
                life_held = 'resolved' and life_before != 'resolved' as resolves
            from int_ticket_segments(
                as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String},
                since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
            where measure = 'resolution'
            window clock as (
                partition by record_type, source, record order by at, stopped
                rows between unbounded preceding and current row)
        )
        window so_far as (
            partition by record_type, source, record order by at, stopped
            rows between unbounded preceding and current row)
    )
    where at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}
) as c
join (
    select rule, assumeNotNull(share_met) as met, assumeNotNull(share_of) as of, within_ms from rules
    where definitions = {definitions:String} and kind = 'sign' and enabled and share_of > 0
) as r on r.rule = c.sign
where happened.3 >= happened.2 and (happened.3 - happened.2) * r.of <= r.met * happened.3
    and (happened.5 is null or dateDiff('millisecond', happened.5, at) <= r.within_ms)
