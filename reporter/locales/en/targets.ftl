# Report type 1: performance against service level targets.

performance-title = Performance against service level targets

grid-title = Targets by service over thirteen months
grid-lead = Each cell says whether all of a service's targets with records were met in that month, and how many; darker where fewer than half were.
grid-target = Service and measure
grid-row = { $type }: { $measure }
grid-cell = { $met } of { $of }
grid-not-computed = –

targets-title = Targets of the month
targets-lead = Every agreed target: in how many of the month's records it was kept, beside last month, the same month last year, and the year to date.
targets-note = The gold line in a trend is the target as it stood in each month. Below 20 records counts stand in place of percentages, and such months are left out of trends. pp = percentage points.
targets-none = The definitions hold no service level target for this month.
targets-group = { $service } · { $type } · { $measure }
trend-too-few = too few

column-priority = Priority
column-within = Within
column-goal = Goal
column-actual = Actual
column-variance = Against goal
column-verdict = Verdict
column-previous = Last month
column-last-year = Same month last year
column-year-to-date = Year to date
column-trend = 13 months
column-service = Service
column-group = Group
column-channel = Channel
column-record = Record
column-share = Share
column-change = Change

breaches-title = Breaches
breaches-none = No target was crossed in the month, and none that was crossed before is still open.
breaches-lead = { $count } targets were crossed in the month; { $earlier } were crossed earlier and are still open. { $open } clocks still ran at the month's end: they come first, the longest overrun on top.
breaches-fold = { $count ->
    [one] One more breach
   *[other] { $count } more breaches
}
breaches-rest = { $rest } of { $count } breaches are not on this page. All of them, with their ledgers, are in the JSON beside it and in the output of the ledger command.
breaches-by-group = By the group that held the record when its target was crossed
column-group-at-breach = Group at breach
column-resolution-breaches = Resolution
column-response-breaches = Response
column-still-open = Still open
column-overrun = Overrun
fact-opened = Opened
fact-breached = Breached
fact-resolved = Resolved
fact-target = Target
fact-elapsed = Elapsed
fact-overrun = Overrun
ticket-open = open and breached
ticket-by-group = Counted time by group:
ledger-counted = counted
ledger-waiting = waiting for { $party }
ledger-resolved-gap = resolved gap
ledger-excluded = excluded
ledger-holiday = holiday
ledger-out-of-hours = out of hours
ledger-wall = wall-clock time

contribution-title = Contribution of groups and suppliers
contribution-lead = Time of the records that count towards a resolution target in the month. Counted time by group sums exactly to their elapsed time; paused time stands beside it by the party waited on.
contribution-chart = { $type }: where the time went
contribution-alt = { $type }: stacked bars of counted time by group and of waiting time by party, for all records and by priority. The table below has the numbers.
contribution-hours = { $hours } h
contribution-other-groups = other groups
contribution-other-waiting = waiting for others
contribution-groups = { $type }: by group
contribution-note = Attainment is that of the records that the group held when they were resolved, or holds at the month's end.
column-counted = Counted time
column-attainment = Resolved in time

use-title = { $type }: how much of the target was used
use-alt = Columns of records by the share of their resolution target that they used, in tenths; those beyond the line breached it.
use-line = target
use-note = Each column is one tenth of the target, named by its upper end. A heap just before the line shows work steered by the clock.
use-tenth = { $percent } %
use-twice = more

source-title = The source's own verdict
source-lead = The source states for its records whether they kept their service level. Its word is kept beside ours; where the two differ, the record's ledger tells why.
source-matrix = { $type } resolved in the month: whose verdict says breached
source-matrix-note = Only records that are judged by both.
source-known = { $type }: breached by the source's word, all records known
source-known-note = Every record known as of this report, by its last state, whichever month it belongs to.
source-differences = Records on which the verdicts differ: { $count }
source-differences-rest = { $rest } of { $count } are not on this page; the JSON has all of them.
column-both-met = Both: met
column-both-breached = Both: breached
column-only-source = Only the source: breached
column-only-ours = Only ours: breached
column-with-verdict = With a verdict
column-stated-breached = Stated breached
column-source-says = The source says
column-we-find = We find
fact-answered = Answered
missed-title = Missed targets
missed-target = Target
missed-lacking = Records lacking
missed-rest = { $rest } more are in the table of all targets below.
