-- What: the rules that find nonconformities and signs, as the definitions of a month set them.
-- Grain: one row per rule.
select
    toString(rule) as rule, toString(kind) as kind, enabled, share_met, share_of, within_ms, working_days, name_en,
    name_zh_hant
from rules
where rules.definitions = {definitions:String}
order by kind, rule
