-- What: nonconformities that rules found in the month; those that nobody handles first.
-- Grain: one row per rule and record, or per rule, figure and scope.
select
    toString(findings.rule) as rule,
    toString(findings.record_type) as record_type,
    toString(findings.source) as source,
    record,
    toString(findings.figure) as figure,
    toString(findings.service) as service,
    toString(findings.priority) as priority,
    toUnixTimestamp64Milli(findings.found_at) as found_at,
    toString(findings.unit) as unit,
    numerator,
    denominator,
    goal_met,
    goal_of,
    at_most,
    detail,
    evidence,
    handled_by
from findings
where month = {month:Date}
order by rule, notEmpty(handled_by), found_at, record_type, source, record, figure, service, priority
