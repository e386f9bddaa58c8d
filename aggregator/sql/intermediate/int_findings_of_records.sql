-- What: everything that rules find in records, feeds and the register of reports, whether the rule is applied or not.
-- Grain: one row per rule and record (rule, record_type, source, record).
select
    rule, record_type, source, record, service, found_at, '' as unit, null::Nullable(Int64) as numerator,
    null::Nullable(Int64) as denominator, null::Nullable(Int64) as goal_met, null::Nullable(Int64) as goal_of,
    detail, evidence
from int_findings_of_changes(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    month_start = {month_start:DateTime64(3, 'UTC')})
union all
select
    rule, record_type, source, record, service, found_at, taken_ms is null ? '' : 'ms', taken_ms,
    null, limit_ms, limit_ms is null ? null : toNullable(toInt64(1)), detail, evidence
from int_findings_of_delays(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')},
    month_start = {month_start:DateTime64(3, 'UTC')}, history = {history:DateTime64(3, 'UTC')}, definitions = {definitions:String},
    since = {since:DateTime64(3, 'UTC')}, until = {until:DateTime64(3, 'UTC')}, time_zone = {time_zone:String})
union all
select
    'feed-silent', 'source', source, source, '*', {cut:DateTime64(3, 'UTC')}, 'days', days_heard, days,
    goal_met, goal_of, ifNull(toString(last_day), ''), arrayMap(day -> toString(day), silent_days)
from int_silent_feeds(
    as_of = {as_of:DateTime64(3, 'UTC')}, cut = {cut:DateTime64(3, 'UTC')}, month = {month:Date},
    month_start = {month_start:DateTime64(3, 'UTC')}, definitions = {definitions:String}, time_zone = {time_zone:String})
union all
select
    'report-without-agreement', 'report', '', report, '*', {cut:DateTime64(3, 'UTC')}, '', null, null, null, null,
    agreed_from < toDateTime64('2299-12-31 00:00:00', 3, 'UTC') ? toString(toDate(agreed_from, {time_zone:String})) : '',
    emptyArrayString()
from register
where definitions = {definitions:String} and agreed_from >= {month_end:DateTime64(3, 'UTC')}
