-- What: the target of each figure that has one, in force just before {month_end} (rule 11): at least goal_met of goal_of,
--   at most where at_most = 1.
-- Grain: one row per figure.
select figure, at_most, goal_met, goal_of
from kpi_goals
where definitions = {definitions:String} and valid_from < {month_end:DateTime64(3, 'UTC')}
    and valid_until >= {month_end:DateTime64(3, 'UTC')}
