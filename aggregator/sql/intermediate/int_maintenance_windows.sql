-- What: approved planned maintenance by the service that it names, in pieces: the window as it stands, as far as each update
--   had stated it. A piece counts from effective_ms on, when that update had been entered and approved: what began before is
--   not excused by it (A25), so that neither a window entered late nor one prolonged late excuses. Where a named person
--   approved the exception, the whole window counts from ever. Cancelled windows and those not approved at the cut are none.
-- Grain: one row per record, service and piece.
select source, record, service, piece.1 as begins_ms, piece.2 as ends_ms, piece.3 as effective_ms
from (
    select
        source, record,
        argMax((
            services, toUnixTimestamp64Milli(begins_at), toUnixTimestamp64Milli(ends_at), cancelled,
            exception_approved_by != '' and ifNull(exception_approved_at < {cut:DateTime64(3, 'UTC')}, 1),
            approved_at < {cut:DateTime64(3, 'UTC')}
        )::Tuple(services Array(String), begins Nullable(Int64), ends Nullable(Int64), cancelled UInt8, exception UInt8,
            approved Nullable(UInt8)), place) as last,
        groupArrayIf((
            services, assumeNotNull(toUnixTimestamp64Milli(begins_at)), assumeNotNull(toUnixTimestamp64Milli(ends_at)),
            assumeNotNull(greatest(toUnixTimestamp64Milli(entered_at), toUnixTimestamp64Milli(approved_at)))
        ), approved_at is not null and not cancelled) as stated,
        arrayJoin(last.services) as service,
        arrayJoin(arrayConcat(
            last.exception ? [(assumeNotNull(last.begins), assumeNotNull(last.ends), toInt64(0))] : [],
            ifNull(last.approved, 0)
                ? arrayMap(
                    s -> (greatest(s.2, assumeNotNull(last.begins)), least(s.3, assumeNotNull(last.ends)), s.4),
                    arrayFilter(s -> has(s.1, service), stated))
                : [])) as piece
    from stg_maintenance_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    group by source, record
)
where not last.cancelled and begins_ms < ends_ms
