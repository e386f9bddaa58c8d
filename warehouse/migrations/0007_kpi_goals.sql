-- What: targets of figures as the definitions set them, by the time in which they hold; writer: aggregator.
-- A figure is no worse than goal_met of goal_of: at most where at_most = 1, else at least. A count has a denominator of 1,
-- durations are milliseconds, scores hundredths of a point.
create table if not exists kpi_goals
(
    definitions String,
    figure String,
    at_most UInt8,
    valid_from DateTime64(3, 'UTC'),
    valid_until DateTime64(3, 'UTC'),
    goal_met Int64,
    goal_of Int64
)
engine = MergeTree partition by definitions order by (definitions, figure, valid_from);
