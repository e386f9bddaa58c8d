# Report type 6: performance after major incidents.
column-target = Target
judged-open = not due yet

major-title = Performance after major incidents
major-not-measured = Not measured: no major incident has ever been reported by an event.
major-declared = { $count ->
    [one] One major incident was declared in { $month }; it lasted { $lasted }.
   *[other] { $count } major incidents were declared in { $month }; together they lasted { $lasted }.
}
major-none = No major incident was declared in { $month }, nor in the twelve months before it that are computed.
major-none-since = No major incident was declared in { $month }; the last month with one was { $last }.
major-earlier = { $count ->
    [one] One from before { $month } is still followed: its time after the end, its end or its review reaches into the month.
   *[other] { $count } from before { $month } are still followed: their time after the end, their end or their review reaches into the month.
}
major-reviews-overdue = { $count ->
    [one] One review is overdue.
   *[other] { $count } reviews are overdue.
}
major-heading = { $record }: { $title }
major-lead-declared = Declared a major incident on { $at }.
major-lead-earlier = Declared a major incident before this month, on { $at }.
major-going-on = goes on
major-begun = { $at }, as { $by } tells
begun-by-outage = an outage
begun-by-incident = the incident
begun-by-detection = its detection
begun-by-declaration = its declaration
fact-services = Services
fact-begun = Began
fact-ended = Ended
fact-duration = Duration
fact-declared-by = Declared by
fact-users = Users affected
fact-impact = Impact
fact-incident = Incident
fact-cause = Cause
fact-caused-by = Caused by
fact-problem = Problem
fact-root-cause = Root cause
fact-continuity = Continuity plan invoked
root-cause-known = known since { $at }
root-cause-text = { $cause } (known since { $at })

course-title = { $record }: stages to scale
course-alt = { $record }: from when to when each stage took, and until when it was due; the table below has the same.
course-due = until when the stage was due
course-note = Green was reached in time, red was not, blue has no target or is not due. The review follows in days and stands in the table alone.
stages-caption = Stages
column-stage = Stage
column-reached = Reached
column-took = Took
stage-begun = Beginning
stage-detected = Detected
stage-declared = Declared
stage-communicated = Customers told
stage-restored = Restored
stage-reviewed = Reviewed
stage-from-beginning = counted from the beginning
stage-from-detection = counted from the detection
stage-from-declaration = counted from the declaration
stage-from-end = counted from the end
stage-due = by { $at }
stage-working-days = working day { $days } after
stage-own-due = as it states itself
stage-not-reached = not reached
stage-took-of = { $took } of { $target }

timeline-caption = What happened
column-when = When
column-what = What
column-by = By

window-title = { $service }: before and after
window-alt = { $service }: incidents opened, time to resolve, downtime, satisfaction and complaints before the major incident and after it; each value stands beside its bar.
window-before = { $days } days before the beginning
window-after = { $passed_days } days after the end
window-complete = All { $days } days after the end have passed.
window-partial = Of the { $days } days after the end, { $passed_days } whole days ({ $passed }) had passed when the month was cut; counts are drawn by the day.
window-going-on = It goes on: there is nothing after it yet.
window-opened = Incidents opened
window-resolution = Mean time to resolve, by the clock
window-downtime = Downtime in agreed hours
window-satisfaction = Satisfaction, mean
window-complaints = Complaints received
window-a-day = { $count } ({ $rate } a day)
window-mean-of = { $mean } ({ $count } resolved)
window-none-resolved = none resolved
window-available = { $down } (available { $availability } %)
window-no-service = no agreed service time
window-score-of = { $score } of 5 ({ $count } answers)
window-no-answers = no answers

lessons-of = { $record }: lessons
column-lesson = What was learnt
actions-caption = Actions that follow
column-action = Action
column-owner = Owner
column-due = Due
column-done = Done
column-effect = Effect
action-unknown = named, but never entered
action-cancelled = dropped
action-open = not done
action-effective = worked
action-not-effective = did not work
action-not-checked = not checked
