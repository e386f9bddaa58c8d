# What the figures rest on.

annex-title = Annex: what the figures rest on

rules-title = How to read this report
rule-verdict = Verdict
rule-verdict-text = ● met: at least the agreed share of records kept the target. ▲ missed: fewer did. ○ no data: there were no records to judge. Exact counts are compared, never rounded percentages.
rule-percent = Percentages
rule-percent-text = Cut after the last digit shown and never rounded, so that a missed target never reads as reached.
rule-small = Small numbers
rule-small-text = Below 20 records counts are shown, below 100 no arrow: a single record would look like a trend.
rule-state = State of the month
rule-state-text = Stable: no target was missed. Improving: fewer were missed than last month. Under pressure: as many or more.
rule-clock = Clock
rule-clock-text = Counts inside the agreement's service hours from opening to resolution, stands still in the waiting states that the agreement names, and goes on after a reopening with what it had.
rule-breach = Breach
rule-breach-text = Happens at the instant when the target is first crossed, also while the record is open, and belongs to the month of that instant.
rule-grouping = Service, priority, group
rule-grouping-text = Those that the record had when it was resolved, or has at the month's end. A breach is listed under those held when the target was crossed.
rule-year = Year to date
rule-year-text = Sum of numerators over sum of denominators since January, never a mean of monthly percentages.
rule-time = Times on this page
rule-time-text = Shown in the organisation's time zone; lengths are cut to the minute, to the second below an hour. The JSON has milliseconds and UTC.

populations-title = What each figure counts
populations-lead = By the figure's stable name, as in the JSON.
formulas-title = Formulas
formula-term = { $id } { $name }
formula-text = { $formula } { $population }

agreements-title = Agreements and their clocks
column-agreement = Agreement
column-valid-from = Valid from
column-calendar = Service hours
column-pauses = Clock stands still in
column-resolved-gap = Time between resolution and reopening
column-agreed = Agreed by
gap-counted = counted
gap-excluded = not counted

quality-title = What the data did not say
quality-lead = Counted, so that nothing is left out in silence.
quality-events = Events used
quality-records = Records known
quality-states-unknown = Events with a state that the definitions do not have
quality-states-not-stated = Events without a state
quality-cancelled = { $type } cancelled and left out of attainment
quality-exclusions = Time excluded by agreement from the ledgers listed here
quality-no-exclusions = none
quality-months-missing = Months of the thirteen that are not computed

definitions-title = Definitions used
definitions-lead = The files whose content hash stands in the control block.
column-file = File
column-hash = SHA-256, first 16 digits
