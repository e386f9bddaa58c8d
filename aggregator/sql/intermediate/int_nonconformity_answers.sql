-- What: which rule and record, or rule and figure, each nonconformity answers that people entered, as known at {as_of}: also
--   one entered after {cut}, since a month is handled after it. It answers the record that it was found in, those that its
--   evidence names, and a deviation that names it; or the figure of the definitions that it names, in the month it names.
-- Grain: one row per nonconformity and what it answers: a record, or a figure (as the marts call it) with a service ('' = any).
with entries as (
    select record, rule, found_in, evidence, figure, figure_month, service
    from stg_nonconformities(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
)
select
    record as nonconformity, rule,
    arrayJoin(arrayDistinct(arrayFilter(
        id -> id != '', arrayPushFront(splitByRegexp('[\\s,;()]+|\\.\\s|\\.$', evidence), found_in)))) as answered,
    '' as figure, '' as service
from entries
union all
select nonconformity, 'unauthorised-configuration', record, '', ''
from stg_configuration_deviations(as_of = {as_of:DateTime64(3, 'UTC')}, until = {cut:DateTime64(3, 'UTC')})
where nonconformity != ''
union all
select e.record, e.rule, '', k.figure = '' ? e.figure : k.figure, e.service
from entries as e
left join (select kpi, figure from kpis where definitions = {definitions:String}) as k on k.kpi = e.figure
where e.figure != '' and e.figure_month = formatDateTime({month:Date}, '%Y-%m')
