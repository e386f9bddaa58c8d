-- What: when a party whom an operational level agreement or a contract binds held a record and its own clock ran: not in that
--   agreement's pausing states, not between a resolution and a reopening if it excludes that, not under an exclusion that it
--   allows. A group holds for its division's agreement, a supplier for its contract, and both may hold at a time. In force
--   is the version on the day on which the record was opened (rule 11). counted_ms is service time of its own calendar.
-- Grain: one row per record, agreement and stretch [from_at, until_at), never empty.
select
    p.*,
    b.ms_before + greatest(0, toUnixTimestamp64Milli(least(from_at, b.closes)) - toUnixTimestamp64Milli(b.opens))
        as service_before,
    e.ms_before + greatest(0, toUnixTimestamp64Milli(least(until_at, e.closes)) - toUnixTimestamp64Milli(e.opens))
        - service_before as counted_ms
from (
    select
        record_type, source, record, service, life, agreement, kind, valid_from, calendar, hold.priority as priority,
        arrayFilter(x -> x.only_source = '' or x.only_source = source, stretches) as excluded,
        arraySort(arrayDistinct(arrayConcat(
            [hold.held_from, hold.held_until],
            arrayFilter(
                edge -> edge > hold.held_from and edge < hold.held_until,
                arrayConcat(excluded.begins, excluded.ends))))) as bounds,
        arrayJoin(arrayFilter(
            piece -> not arrayExists(x -> x.begins <= piece.1 and piece.1 < x.ends, excluded),
            arrayZip(arrayPopBack(bounds), arrayPopFront(bounds)))) as piece,
        piece.1 as from_at, piece.2 as until_at
    from (
        select
            record_type, source, record, service, life, opened_at,
            arrayJoin(arrayFilter(h -> h.held_from < h.held_until, arraySlice(holds, 1, ending - 1))) as hold,
            arrayJoin(arrayFilter(
                by -> by.2 != '', [('group', hold.assignment_group), ('supplier', hold.supplier)])) as holder
        from int_ticket_lives(
            as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
            month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String})
    ) as l
    join (
        select agreement as party_agreement, held_by, party from agreement_parties where definitions = {definitions:String}
    ) as a on a.held_by = l.holder.1 and a.party = l.holder.2
    join (
        select agreement, kind, service as for_service, record_type as for_type, valid_from, valid_until, calendar, resolved_gap
        from agreement_rules where definitions = {definitions:String}
    ) as r on r.agreement = a.party_agreement and r.for_service = l.service and r.for_type = l.record_type
    left join (
        select agreement as by_agreement, valid_from as by_version, state as pausing_state
        from pausing_states where definitions = {definitions:String}
    ) as w on w.by_agreement = r.agreement and w.by_version = r.valid_from and w.pausing_state = l.hold.state
    left join int_exclusions(
        as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, definitions = {definitions:String}) as x
        on x.of_type = l.record_type and x.of_record = l.record and x.by_agreement = r.agreement
        and x.by_version = r.valid_from
    where r.valid_from <= l.opened_at and l.opened_at < r.valid_until and w.pausing_state = ''
        and (l.hold.life = 'open' or r.resolved_gap = 'counted')
) as p
asof left join (
    select calendar as of_calendar, opens, closes, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as b on b.of_calendar = p.calendar and b.opens <= p.from_at
asof left join (
    select calendar as of_calendar, opens, closes, ms_before from service_windows
    where definitions = {definitions:String} and since = {since:DateTime64(3, 'UTC')}
        and until = {until:DateTime64(3, 'UTC')} and kind = 'service'
) as e on e.of_calendar = p.calendar and e.opens <= p.until_at
