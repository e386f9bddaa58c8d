-- What: nonconformities that rules found in the month (clause 6.2 d), by the rules that the definitions apply. What stays
--   broken is found again every month. handled_by = nonconformities that people entered for it: they name the record, or the
--   figure, its month and no other service; one that names one of these rules answers findings of that rule only.
-- Grain: one row per rule and record, or per rule, figure and scope.
with (
    select groupArray(rule) from rules where definitions = {definitions:String}
) as known
select
    {month:Date} as month, f.rule as rule, f.record_type as record_type, f.source as source, f.record as record,
    f.figure as figure, f.service as service, f.priority as priority, f.found_at as found_at, f.unit as unit,
    f.numerator as numerator, f.denominator as denominator, f.goal_met as goal_met, f.goal_of as goal_of,
    f.at_most as at_most, f.detail as detail, f.evidence as evidence,
    arraySort(arrayDistinct(arrayConcat(
        arrayMap(one -> one.1, arrayFilter(one -> one.2 = f.rule or not has(known, one.2), by_record.said)),
        arrayMap(one -> one.1, arrayFilter(
            one -> (one.2 = f.rule or not has(known, one.2)) and (f.service = '*' or one.3 in ('', f.service)),
            by_figure.said))))) as handled_by
from (
    select
        'missed-target' as rule, record_type, '' as source, '' as record, figure, service, priority,
        {cut:DateTime64(3, 'UTC')} as found_at, unit, toNullable(numerator) as numerator, denominator,
        toNullable(goal_met) as goal_met, toNullable(goal_of) as goal_of, at_most, '' as detail,
        emptyArrayString() as evidence
    from {missed_targets:Identifier}
    where month = {month:Date}
    union all
    select
        'monitoring-below-goal', record_type, '', '', figure, service, '*', {cut:DateTime64(3, 'UTC')}, unit,
        numerator, denominator, r.share_met, r.share_of, 0, '', emptyArrayString()
    from {figures:Identifier}
    cross join (
        select share_met, share_of from rules
        where definitions = {definitions:String} and rule = 'monitoring-below-goal'
    ) as r
    where month = {month:Date} and figure = 'availability.coverage' and service != '*'
        and numerator * r.share_of < r.share_met * denominator
    union all
    select
        'problem-without-priority', record_type, source, record, '', service, '', opened_at, '',
        null, null, null, null, 0, title, emptyArrayString()
    from {ledger:Identifier}
    where month = {month:Date} and record_type = 'problem' and open_at_end and priority = ''
    union all
    select
        rule, record_type, source, record, '', service, '*', found_at, unit, numerator, denominator, goal_met, goal_of,
        rule = 'complaint-answered-late', detail, evidence
    from int_findings_of_records(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, month = {month:Date},
        month_start = {month_start:DateTime64(3, 'UTC')}, month_end = {month_end:DateTime64(3, 'UTC')},
        history = {history:DateTime64(3, 'UTC')}, definitions = {definitions:String}, since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')},
        time_zone = {time_zone:String})
) as f
left join (
    select answered, groupUniqArray((nonconformity, rule)) as said
    from int_nonconformity_answers(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, month = {month:Date},
        definitions = {definitions:String})
    where answered != ''
    group by answered
) as by_record on by_record.answered = f.record and f.record != ''
left join (
    select figure, groupUniqArray((nonconformity, rule, service)) as said
    from int_nonconformity_answers(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, month = {month:Date},
        definitions = {definitions:String})
    where figure != ''
    group by figure
) as by_figure on by_figure.figure = f.figure and f.figure != ''
where f.rule in (select rule from rules where definitions = {definitions:String} and enabled)
