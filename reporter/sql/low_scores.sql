-- What: overall scores that need a written review, and the review where there is one.
-- Grain: one row per kind and subject.
select
    toString(kind) as kind,
    subject,
    toUnixTimestamp64Milli(low_scores.judged_at) as judged_at,
    answers,
    points,
    toUnixTimestamp64Milli(low_scores.reviewed_at) as reviewed_at,
    review
from low_scores
where month = {month:Date}
order by kind, subject
