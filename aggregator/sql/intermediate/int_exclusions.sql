-- What: exclusions that count: approved by a named person before {cut}, not withdrawn, under each agreement version that has
--   the rule they name (domain rule 8). What is approved later counts in no month before.
-- Grain: one row per record excluded (of_type, of_record) and agreement version; `stretches` in order of their begin.
select
    x.for_type as of_type, x.for_record as of_record, r.agreement as by_agreement, r.valid_from as by_version,
    arraySort(groupArray((x.begins_at, x.ends_at, x.rule, concat(x.source, ' ', x.entry), x.for_source)::Tuple(
        begins DateTime64(3, 'UTC'), ends DateTime64(3, 'UTC'), rule String, entry String, only_source String))) as stretches
from stg_exclusions(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')}) as x
join (select agreement, valid_from, rule from exclusion_rules where definitions = {definitions:String}) as r
    on r.rule = x.rule
where x.approved_at < {cut:DateTime64(3, 'UTC')} and not x.withdrawn and x.begins_at < x.ends_at
group by of_type, of_record, by_agreement, by_version
