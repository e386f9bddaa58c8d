-- What: when releases were asked for, and which were withdrawn; writer: aggregator.

-- lead_ms = wall time from the request until it was live; null where either is not stated, or the request is said to be later.
-- listed may be 'withdrawn': at withdrawn_at, in the month, its record ceased to say that it was live. incidents_after and
-- incidents_before are null where no incident has ever been reported.
alter table release_outcomes
    add column if not exists requested_at Nullable(DateTime64(3, 'UTC')),
    add column if not exists lead_ms Nullable(Int64),
    add column if not exists withdrawn_at Nullable(DateTime64(3, 'UTC'));
