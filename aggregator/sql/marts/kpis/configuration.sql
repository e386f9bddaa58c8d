-- What: figures of configuration management: audits by the month in which they were held (CFG-01, CFG-02) or due
--   (CFG-03), deviations found in the month that no change explains, and what went wrong in the month for wrong
--   configuration data. CFG-06 is measured only in a month in which some incident names its configuration item.
-- Grain: one row per figure and service ('*' = all); a service's row includes those below it.
with
    (
        select cast((groupArray(service), groupArray(lineage)), 'Map(String, Array(String))')
        from services where definitions = {definitions:String}
    ) as lineages,
    at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month,
    at -> ifNull(at < {cut:DateTime64(3, 'UTC')}, 0) as is_past
select
    {month:Date} as month, k.figure as figure, k.kind as record_type, k.scope as service,
    '*' as priority, '*' as assignment_group, '*' as channel,
    k.numerator as numerator, k.denominator as denominator, k.unit as unit,
    g.goal_of = 0 ? null : toNullable(g.goal_met) as goal_met, nullIf(g.goal_of, 0) as goal_of,
    multiIf(
        goal_of is null, '', denominator = 0, 'no-data',
        (numerator * goal_of - goal_met * ifNull(denominator, 1)) * (at_most = 1 ? -1 : 1) >= 0, 'met', 'missed')
        as verdict, members
from (
    select
        kind, part.1 as figure, part.4 as unit,
        arrayJoin(arrayConcat(
            ['*'], multiIf(service = '', [], empty(lineages[service]), [service], lineages[service]))) as scope,
        {by_record:UInt8} ? [by_itself] : [] as members, sum(part.2) as numerator, sum(part.3) as denominator
    from (
        select
            'configuration_audit' as kind, toString(service) as service,
            ('configuration_audit', toString(source), record) as by_itself,
            arrayJoin([
                ('CFG-01', ifNull(in_month(audited_at) * items_correct, 0),
                    toNullable(ifNull(in_month(audited_at) * items_audited, 0)), 'ratio'),
                ('CFG-02', ifNull(in_month(audited_at) * attributes_filled, 0),
                    ifNull(in_month(audited_at) * attributes_mandatory, 0), 'ratio'),
                ('CFG-03', ifNull(in_month(due_at) * is_past(audited_at) * least(items_audited, items_due), 0),
                    ifNull(in_month(due_at) * items_due, 0), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_configuration_audits(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        union all
        select
            'configuration_deviation' as kind, toString(service) as service,
            ('configuration_deviation', toString(source), record) as by_itself,
            ('CFG-04', in_month(found_at) and change = '', null, 'count')::Tuple(String, Int64, Nullable(Int64), String) as part
        from stg_configuration_deviations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        union all
        select
            '*' as kind, toString(services[1]) as service, ('change', toString(source), record) as by_itself,
            arrayJoin([
                ('CFG-05',
                    in_month(closed_at) and outcome in ('failed', 'backed_out') and cause = 'wrong-configuration-data',
                    null, 'count')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from stg_changes(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
        union all
        select
            '*' as kind, toString(service) as service, ('incident', toString(source), record) as by_itself,
            ('CFG-05', in_month(opened_at) and cause = 'wrong-configuration-data', null, 'count')
                ::Tuple(String, Int64, Nullable(Int64), String) as part
        from int_recent_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')})
        union all
        select
            'incident' as kind, toString(service) as service, ('incident', toString(source), record) as by_itself,
            arrayJoin([
                ('CFG-06', in_month(opened_at) and configuration_item != '',
                    toNullable(toInt64(in_month(opened_at))), 'ratio')
            ]::Array(Tuple(String, Int64, Nullable(Int64), String))) as part
        from (
            select *, max(configuration_item != '') over () as told
            from int_recent_incidents(as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
                month_start = {month_start:DateTime64(3, 'UTC')}, since = {month_start:DateTime64(3, 'UTC')})
        )
        where told
    )
    group by kind, figure, unit, scope, members
) as k
left join int_kpi_goals(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as g
    on g.figure = k.figure
