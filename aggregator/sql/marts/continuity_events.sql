-- What: invocations and drills of continuity plans that concern the month: decided or begun in it; drills due in it and not begun
--   then; invocations decided up to a year before it and not back to normal when it began. Limits are those of the record, else
--   those of the agreement in force, of the service first named. What was not measured was not kept once the drill is over or
--   normal working is back, and recovery that has not come is missed once its time has passed; until then it is open.
-- Grain: one row per invocation and drill (event, source, record).
with at -> ifNull(at >= {month_start:DateTime64(3, 'UTC')} and at < {cut:DateTime64(3, 'UTC')}, 0) as in_month
select
    {month:Date} as month, event, source, record, title, plan, services, listed, reason, disrupted_at, declared_at, due_at,
    began_at as begins_at, begun_by, dateDiff('millisecond', declared_at, began_at) as decision_ms,
    recovered_at, finished_at as ended_at,
    e.recovery as recovery_ms,
    ifNull(stated_rto_ms, l.rto_ms) as rto_ms,
    multiIf(stated_rto_ms is not null, 'record', l.rto_ms is not null, 'agreement', '') as rto_by,
    multiIf(rto_ms is null, '', recovery is not null, recovery <= rto_ms ? 'met' : 'missed',
        failed_unmeasured or lost_ms > rto_ms, 'missed', 'open') as rto_verdict,
    e.loss as data_loss_ms,
    ifNull(stated_rpo_ms, l.rpo_ms) as rpo_ms,
    multiIf(stated_rpo_ms is not null, 'record', l.rpo_ms is not null, 'agreement', '') as rpo_by,
    multiIf(rpo_ms is null, '', loss is not null, loss <= rpo_ms ? 'met' : 'missed', failed_unmeasured, 'missed', 'open')
        as rpo_verdict,
    objectives, objectives_met, major_incident, reviewed_at, lessons
from (
    select
        'invocation' as event, i.source as source, i.record as record, title, plan, services, reason, disrupted_at, declared_at,
        toNullable(toDateTime64(null, 3, 'UTC')) as due_at, invoked_at as began_at, invoked_by as begun_by,
        i.recovered_at < {cut:DateTime64(3, 'UTC')} ? i.recovered_at : null as recovered_at,
        returned_to_normal_at < {cut:DateTime64(3, 'UTC')} ? returned_to_normal_at : null as finished_at,
        ifNull(i.recovered_at >= {cut:DateTime64(3, 'UTC')}, 0) ? null : i.recovery_ms as recovery, data_loss_ms as loss,
        rto_ms as stated_rto_ms, rpo_ms as stated_rpo_ms,
        toNullable(toInt64(null)) as objectives, toNullable(toInt64(null)) as objectives_met, major_incident,
        i.reviewed_at < {cut:DateTime64(3, 'UTC')} ? i.reviewed_at : null as reviewed_at, lessons,
        multiIf(in_month(invoked_at), 'invoked',
            invoked_at >= {history:DateTime64(3, 'UTC')} and invoked_at < {month_start:DateTime64(3, 'UTC')}
                and ifNull(finished_at >= {month_start:DateTime64(3, 'UTC')}, 1), 'going-on', '') as listed,
        finished_at is not null as failed_unmeasured,
        dateDiff('millisecond', ifNull(disrupted_at, invoked_at), {cut:DateTime64(3, 'UTC')}) as lost_ms
    from stg_continuity_invocations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as i
    union all
    select
        'drill', d.source, d.record, title = '' ? method : title, plan, services, scenario, null, null,
        d.due_at, d.begins_at < {cut:DateTime64(3, 'UTC')} ? d.begins_at : null as began_at, '', null,
        d.ends_at < {cut:DateTime64(3, 'UTC')} ? d.ends_at : null as over_at,
        began_at is null ? null : recovery_ms, began_at is null ? null : data_loss_ms, rto_ms, rpo_ms,
        began_at is null ? null : objectives, began_at is null ? null : objectives_met, '',
        d.reviewed_at < {cut:DateTime64(3, 'UTC')} ? d.reviewed_at : null, began_at is null ? [] : lessons,
        multiIf(in_month(began_at), 'held', in_month(d.due_at) and ifNull(began_at > d.due_at, 1), 'due', ''),
        began_at is not null and over_at is not null, 0
    from stg_continuity_drills(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as d
) as e
left join int_continuity_limits(month_end = {month_end:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as l
    on l.service = e.services[1]
where listed != ''
