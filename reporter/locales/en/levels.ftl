# Service levels beyond attainment: early warning, divisions and suppliers, exclusions.

risk-title = At risk
risk-lead = Early warning as of the month's end: { $records ->
    [0] no target of an open record is about to be missed
    [one] one target of an open record is not missed yet, but used up to the share at which the agreement warns
   *[other] { $records } targets of open records are not missed yet, but used up to the share at which the agreement warns
}; { $promises ->
    [0] no promise of the month was close to being broken.
    [one] one promise of the month is met with little left of what it allows.
   *[other] { $promises } promises of the month are met with little left of what they allow.
}
risk-records = Open records, the first due first
risk-records-note = Due is the instant at which nothing is left, by the agreement's calendar, if the clock runs on from the month's end. { $rest ->
    [0] {""}
   *[other] { $rest } more are not on this page; the JSON has all of them.
}
risk-paused = the clock stands still; due if it ran on
risk-used-of = { $used } of { $target }
risk-promises = Promises of the month and what they still bear
risk-promises-note = Allowance used is the share of the downtime, interruptions or misses that the promise allows. Left is what it still bears: downtime, interruptions, or further misses if nothing else is counted. { $rest ->
    [0] {""}
   *[other] { $rest } more are not on this page; the JSON has all of them.
}
risk-subject = { $type } · { $measure } · { $priority }
risk-at-most = at most { $count }
risk-word = at risk
risk-measure = Measure
column-used = Used
column-left = Left
column-promise = Promise
column-promised = Promised
column-allowance-used = Allowance used

measure-availability = Availability
measure-interruptions = Interruptions
measure-restore-time = Restored in time
measure-complaint-answer = Complaints answered in time
measure-transaction-time = Transactions in time
measure-maintenance-notice = Maintenance announced in time
measure-recovery-time = Recovery time objective
measure-recovery-point = Recovery point objective

parties-title = Divisions and suppliers by their own agreements
parties-lead = What each division and supplier took of the records that it held, by the calendar, pausing states and targets of its own operational level agreement or contract.
parties-kept = Own targets kept
parties-divisions = Operational level agreements
parties-suppliers = Supplier contracts
parties-note = Counted are records resolved in the month for which the party had a target, and open ones on which it is beyond it. Own time runs by the party's own calendar and is no part of the service level's time.
parties-misses = Own targets missed, the open first, then the longest overrun
parties-misses-rest = { $rest } more are not on this page; the JSON has all of them.
parties-shares = Suppliers' share of the time of service levels
parties-shares-note = Counted time of the records that count towards a resolution target, by the supplier that held them; the parts sum exactly to their elapsed time. What an agreement does not count while a supplier is awaited is in none of them.
parties-none = no supplier
column-kept = Kept
column-not-kept = Not kept
column-own-time = Own time

exclusions-title = Exclusions
exclusions-none = No exclusion was entered for any record of the month.
exclusions-lead = { $applied } of { $entered ->
    [one] one entry
   *[other] { $entered } entries
} took { $time } of service time out of the clocks of the month's records.
exclusions-note = An entry counts if the agreement has its rule and a named person approved it before the month's end; it takes only what would have been counted. { $rest ->
    [0] {""}
   *[other] { $rest } more are not on this page; the JSON has all of them.
}
exclusions-stretch = { $from } to { $until }
exclusion-applied = applied
exclusion-not-approved = not approved
exclusion-withdrawn = withdrawn
exclusion-no-rule = no such rule in the agreement
column-rule = Rule and reason
column-stretch = Stretch
column-excluded = Excluded
column-entered = Entered
exclusion-approved = Approved
column-status = Status
