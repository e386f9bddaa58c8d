-- What: signs that a figure may have been polished (each may have good reasons): what int_signs_of_clocks finds; maintenance
--   entered or approved only after the outage began, with the time of the outage that it covers and nothing said before did
--   (related = the outage, the incident or the monitor, `at` = when it was entered); first answers in the month that no person
--   gave, unless a person had answered before (used_ms = service time to a person's answer, or so far). By the rules that the
--   definitions apply.
-- Grain: one row per sign, record and instant; of late maintenance per interruption.
select
    {month:Date} as month, s.sign as sign, record_type, source, record, s.service as service,
    t.top_service = '' ? s.service : t.top_service as top_service, priority, assignment_group, at, used_ms, target_ms, related,
    exception_by
from (
    select
        sign, record_type, source, record, service, priority, assignment_group, at, used_ms, toNullable(target_ms) as target_ms,
        related, '' as exception_by
    from int_signs_of_clocks(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
        month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String},
        since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')})
    union all
    select
        'late-maintenance', 'maintenance', w.source, w.record, o.service, '', '',
        fromUnixTimestamp64Milli(minIf(w.effective_ms, w.effective_ms > o.begins_ms), 'UTC') as entered_at,
        toUInt64(intervalLengthSum(greatest(w.begins_ms, o.begins_ms), least(w.ends_ms, o.ends_ms))
            - intervalLengthSumIf(
                greatest(w.begins_ms, o.begins_ms), least(w.ends_ms, o.ends_ms), w.effective_ms <= o.begins_ms)) as late_ms,
        null, o.record, any(w.exception)
    from (
        select
            kind, source, record, service, arrayJoin(empty(s.lineage) ? [toString(i.service)] : s.lineage) as covered,
            toUnixTimestamp64Milli(min(record_begins_at)) as begins_ms, toUnixTimestamp64Milli(max(record_ends_at)) as ends_ms
        from {interruptions:Identifier} as i
        left join (select service, lineage from services where definitions = {definitions:String}) as s
            on s.service = i.service
        where month = {month:Date}
        group by kind, source, record, service, covered, record_begins_at
    ) as o
    join int_maintenance_words(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}) as w
        on w.service = o.covered
    where w.begins_ms < o.ends_ms and w.ends_ms > o.begins_ms
    group by w.source, w.record, o.kind, o.source, o.record, o.service, o.begins_ms
    having late_ms > 0 and entered_at >= {month_start:DateTime64(3, 'UTC')} and entered_at < {cut:DateTime64(3, 'UTC')}
    union all
    select
        'automatic-answer', a.record_type, a.source, a.record, l.service, l.priority, l.assignment_group,
        assumeNotNull(a.answered_at), toUInt64(ifNull(l.response_elapsed_ms, 0)), l.response_target_ms,
        l.responded_at is null ? 'open' : '', ''
    from stg_automatic_answers(
        as_of = {as_of:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')},
        until = {cut:DateTime64(3, 'UTC')}) as a
    join (select * from {ledger:Identifier} where month = {month:Date}) as l
        on l.record_type = a.record_type and l.source = a.source and l.record = a.record
    where not ifNull(l.responded_at <= a.answered_at, 0)
) as s
left join (select service, top_service from services where definitions = {definitions:String}) as t on t.service = s.service
where s.sign in (select rule from rules where definitions = {definitions:String} and kind = 'sign' and enabled)
