-- What: what comments of the latest wave are about.
-- Grain: one row per service ('*' = all) and theme.
select
    toString(satisfaction_themes.wave) as wave, toString(service) as service, theme, answers, points, low_answers
from satisfaction_themes
where month = {month:Date}
    and satisfaction_themes.wave in (select satisfaction.wave from satisfaction where month = {month:Date} and latest)
order by service, answers desc, theme
