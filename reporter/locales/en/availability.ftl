# Report type 1, its part on availability.

availability-title = Availability

availability-lead = Availability is agreed service time less downtime, divided by agreed service time: agreed hours less approved maintenance, less what approved exclusions leave out by a rule of the agreement, and less time that nobody watched. Downtime is the union of the interruptions of a service and of all parts below it. Beside it stands the whole month by the clock, with every known outage, excused or not.
availability-caption = Availability of the month
availability-note = Allowance = the downtime that the promise leaves; the gold line is where it is used up. Coverage = monitored share of agreed service time. Shares are cut, not rounded. Services without a promise have no verdict.
column-agreed-hours = In agreed hours
column-by-the-clock = By the clock
column-coverage = Coverage
column-time-down = Downtime
column-allowance = Allowance used
column-planned = Maintenance
availability-of = { $up } of { $time }
allowance-left = { $percent } %, { $left } left
allowance-over = { $percent } %, { $over } over
coverage-none = not stated

interruptions-title = Interruptions and restoration
interruptions-lead = An interruption is a stretch without a break that cost agreed service time; it counts in the month in which it first did. Times to restore are of those that ended in the month.
interruptions-note = MTRS = mean time to restore service. MTBF from the end of one interruption to the start of the next, beside the other custom, agreed uptime per interruption. MTBSI = mean time between service incidents, from start to start. The interruption before is looked for in the year before the month.
column-interruptions = Interruptions
column-interruptions-open = Still open
column-at-most = At most
column-mtrs = MTRS
column-restored-in-time = Restored in time
column-longest = Longest
column-mtbf = MTBF, end to start
column-mtbf-uptime = MTBF, uptime per interruption
column-mtbsi = MTBSI
column-user-time = User time lost

days-title = Downtime by day
days-chart = Minutes of downtime in agreed hours by service and day of { $month }
days-alt = Downtime by service and day; darker is longer. Sums stand at the right. The list of outages below has the numbers.
days-note = Begun minutes count as whole ones. { $rest ->
    [0] {""}
   *[other] Drawn are the services with most downtime; { $rest } more have downtime, maintenance or unmonitored time, see the tables.
}
days-sum = minutes
days-none = no downtime
days-longest = longest
days-closed = no agreed hours
days-unmonitored = not monitored

timeline-chart = Outages, planned windows and unmonitored time in { $month }
timeline-alt = A line per service over the days of the month with outages, planned windows and time without monitoring to scale. The list of outages below has begin and end.
stretch-down = counted
stretch-excused = excused, or left out by agreement
stretch-out-of-hours = out of agreed hours
stretch-planned = planned window
stretch-unmonitored = not monitored

outages-title = Outages
outages-none = No service was unavailable in the month.
outages-lead = { $count ->
    [one] One stretch without a break in which a service was unavailable reaches into the month
   *[other] { $count } stretches without a break in which a service was unavailable reach into the month
}; { $open ->
    [0] none was open
    [one] one was still open
   *[other] { $open } were still open
} at its end. What is open counts up to it. Each is listed under the service that it hit, and counts for those above as well.
outages-rest = { $rest } of { $count } outages are not on this page; the JSON has all of them.
column-begin = Begin
column-outage-end = End
column-length = Length
column-counted-down = Counted
column-excused = Excused
column-out-of-hours = Out of hours
column-not-monitored = Not monitored
column-cause = Cause
column-records = Records
outage-open = still open
