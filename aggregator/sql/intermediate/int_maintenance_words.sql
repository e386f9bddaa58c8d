-- What: what each update of a maintenance record said of its window, and since when that was so: an update counts from when
--   it was entered, and if the window was ever approved, not before its approval. Cancelled records say nothing.
-- Grain: one row per update and service that it names.
select
    source, record, service,
    greatest(u.entered_ms, last.approved ? ifNull(u.approved_ms, last_entered_ms) : u.entered_ms) as effective_ms,
    begins_ms, ends_ms, last.exception as exception
from (
    select
        source, record,
        argMax((
            cancelled, approved_at is not null,
            exception_approved_by != '' and ifNull(exception_approved_at < {cut:DateTime64(3, 'UTC')}, 1)
                ? exception_approved_by : ''
        )::Tuple(cancelled UInt8, approved UInt8, exception String), place) as last,
        toUnixTimestamp64Milli(max(entered_at)) as last_entered_ms,
        arrayJoin(groupArrayIf((
            toUnixTimestamp64Milli(entered_at), toUnixTimestamp64Milli(approved_at),
            toUnixTimestamp64Milli(begins_at), toUnixTimestamp64Milli(ends_at), services
        )::Tuple(entered_ms Int64, approved_ms Nullable(Int64), begins_ms Nullable(Int64), ends_ms Nullable(Int64),
            services Array(String)), begins_at < ends_at and not cancelled)) as u,
        arrayJoin(u.services) as service,
        assumeNotNull(u.begins_ms) as begins_ms, assumeNotNull(u.ends_ms) as ends_ms
    from stg_maintenance_updates(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
    group by source, record
)
where not last.cancelled
