-- What: how far each division and supplier kept to its own agreement on the records that it held.
-- Grain: one row per agreement.
select
    toString(agreement) as agreement,
    toString(kind) as kind,
    toString(any(party)) as party,
    toInt64(sum(met)) as met,
    toInt64(sum(counted)) as counted,
    toInt64(countIf(party_clocks.counted = 1 and party_clocks.met = 0 and open_at_end = 1)) as open_missed,
    toInt64(sumIf(party_clocks.elapsed_ms, party_clocks.counted = 1)) as elapsed_ms
from party_clocks
where month = {month:Date}
group by agreement, kind
order by kind desc, agreement
