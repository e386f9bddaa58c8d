# Report type 11: service complaint analysis.

complaints-title = Service complaint analysis

complaints-overview = Complaints of the month
complaints-lead = { $received ->
    [0] No complaint was received in { $month }
    [one] One complaint was received in { $month }
   *[other] { $received } complaints were received in { $month }
}; { $open ->
    [0] none is open
    [one] one is open
   *[other] { $open } are open
} at its end{ $late ->
    [0] {"."}
    [one] {", "}and one first answer is outstanding beyond its time.
   *[other] {", "}and { $late } first answers are outstanding beyond their time.
}
complaints-trend = Thirteen months
complaints-trend-note = Ratios are kept as counts: so many of so many. A complaint counts in the month in which it was received, decided or settled; see the populations in the annex.

causes-title = Causes
causes-lead = Complaints received in the month by cause, the most frequent first. A cause that a person assigned goes before the source's.
causes-none = No complaint was received in the month.
causes-chart = Complaints received in { $month } by cause
causes-alt = A bar per cause, the most frequent first, with the number of complaints and the sum from the top. The list below has each complaint.
causes-together = together of all
cause-not-stated = not stated
causes-return = { $count ->
    [one] One complaint has a cause that had led to another about the same service in the three months before: { $records }.
   *[other] { $count } complaints have a cause that had led to another about the same service in the three months before: { $records }.
}

complaint-list-title = Complaints
complaint-list-lead = Open ones first, the oldest on top; then those of the month. Days are working days of the service after the day of receipt; of what is outstanding, those that are over. The first answer is due when as much service time has passed as the agreement promises.
complaint-list-none = No complaint is open, and none was received, answered, decided or settled in the month.
complaint-list-rest = { $rest } of { $count } complaints are not on this page; the JSON has all of them.
column-complaint = Complaint
column-received = Received
column-acknowledged = Receipt confirmed
column-first-answer = First answer
column-answer-due = Answer due
column-settled = Settled
column-decision = Decision
column-repeats = Repeats, escalated
column-actions = Actions
complaint-days = { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
complaint-days-late = { $days ->
    [one] 1 working day, late
   *[other] { $days } working days, late
}
complaint-hours = { $hours } of service
complaint-hours-late = { $hours } of service, late
complaint-outstanding = outstanding
complaint-no-promise = none promised
decision-open = not decided
decision-upheld = upheld
decision-not-upheld = not upheld
complaint-repeats = repeats { $record }
complaint-escalated = escalated { $at }
complaint-cause-before = { $count ->
    [one] once in three months before
   *[other] { $count } times in three months before
}
complaint-action = { $record }: { $state }
follow-up-open = open
follow-up-overdue = overdue
follow-up-done = done, effect not checked
follow-up-effective = done and effective
follow-up-not-effective = done, not effective
follow-up-cancelled = dropped
follow-up-unknown = not known
