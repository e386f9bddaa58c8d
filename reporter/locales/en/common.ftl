# Words and forms used everywhere.

list-separator = {", "}
not-stated = not stated
unassigned = unassigned
service-within = { $parent } / { $service }
service-without = { $service } without { $without }
all = all

month-year = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

duration-hours-whole = { $hours } h
duration-minutes-whole = { $minutes } min
duration-hours = { $hours } h { $minutes } min
duration-minutes = { $minutes } min { $seconds } s
duration-seconds = { $seconds } s
duration-milliseconds = { $milliseconds } ms

value-none = –
value-percent = { $percent } %
value-met-of = { $met } of { $of }
value-breached-of = { $breached } of { $of } breached
value-of-count = of { $count }
value-points = { $points } pp

change-up = ▲ { $change }
change-down = ▼ { $change }
change-plain = { $change }
change-none = ±0
change-unknown = not known
change-too-few = too few

verdict-met = met
verdict-missed = missed
verdict-no-data = no data
verdict-no-target = no target
verdict-not-computed = not computed

type-incident = Incidents
type-service-request = Service requests
type-problem = Problems
measure-resolution = Resolution
measure-response = Response

party-customer = customer
party-supplier = supplier
party-problem = problem analysis
party-evidence = evidence
party-change = change
type-security-incident = Security incidents
verdict-breached = breached
month-short = { $month } { $year }
month-1-short = Jan
month-2-short = Feb
month-3-short = Mar
month-4-short = Apr
month-5-short = May
month-6-short = Jun
month-7-short = Jul
month-8-short = Aug
month-9-short = Sep
month-10-short = Oct
month-11-short = Nov
month-12-short = Dec
others = { $count ->
    [one] { $count } other
   *[other] { $count } others
  }
groups-others = { $count ->
    [one] { $count } other group
   *[other] { $count } other groups
  }
language-en = English
