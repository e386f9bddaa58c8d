-- What: figures that are not the sum over their priorities, or over their groups (domain rule 8, A26); those that have
--   no priorities are not asked.
-- Grain: one row per offending figure; none when all is well.
select concat(figure, ' of ', record_type, ' / ', service) as offender
from {figures:Identifier}
where month = {month:Date}
group by figure, record_type, service
having (countIf(priority != '*') > 0
        and (sumIf(numerator, priority = '*' and assignment_group = '*' and channel = '*')
                != sumIf(numerator, priority != '*')
            or sumIf(denominator, priority = '*' and assignment_group = '*' and channel = '*')
                != sumIf(denominator, priority != '*')))
    or (countIf(assignment_group != '*') > 0
        and sumIf(numerator, assignment_group != '*') != sumIf(numerator, priority != '*'))
    or (countIf(assignment_group != '*') > 0
        and sumIf(denominator, assignment_group != '*') != sumIf(denominator, priority != '*'))
