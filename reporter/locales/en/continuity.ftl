# Report type 8: invocation of the service continuity plan.

continuity-title = Invocation of the service continuity plan
continuity-never = No continuity plan was invoked in { $month }, and no earlier invocation is known.
continuity-none = No continuity plan was invoked in { $month }. The last invocation known is that of { $plan } on { $at }.
continuity-invoked = { $count ->
    [one] A continuity plan was invoked once in { $month }.
   *[other] Continuity plans were invoked { $count } times in { $month }.
}
continuity-no-drill = No drill is planned.
continuity-next-drill = The next drill is that of { $plan }, due by { $at }.
readiness-all = { $of ->
    [one] The one critical service has a plan in force.
   *[other] All { $of } critical services have a plan in force.
}
readiness-without = { $count } of { $of } critical services without a plan in force: { $services }.
readiness-overdue = { $count ->
    [one] One drill is overdue.
   *[other] { $count } drills are overdue.
}
invocations-caption = Invocations
column-invocation = Invocation
column-reason = Reason
column-lost = Service lost
column-decided = Decided
column-recovery = Recovery time
column-data-loss = Data lost
column-normal = Back to normal
not-back-to-normal = not yet
decision-after = { $took } after the declaration
plan-of-services = { $plan }: { $services }
limit-value = { $value }
limit-not-measured = not measured
limit-none = no limit agreed
limit-of-record = { $limit } by its own record
limit-of-agreement = { $limit } by the agreement
limits-note = Limits are those that the record states, else those of the service level agreement in force.
drills-caption = Drills
column-drill = Drill
column-method = Method
column-held = Held
column-objectives = Objectives met
drill-not-held = not held
drill-in-time = in time
drill-late = late
achieved-title = Achieved against agreed
achieved-alt = Recovery time and data loss of each invocation and drill against what was agreed; each value stands beside its bar.
achieved-kept = kept
achieved-beyond = beyond the limit
achieved-limit = agreed limit
achieved-recovery = { $record }: recovery
achieved-data-loss = { $record }: data lost
achieved-of = { $value } of { $limit } agreed
lessons-of-event = { $record }: lessons
readiness-caption = Services and their plans
column-plan = Plan
column-in-force = In force
column-last-tested = Last tested
column-next-drill = Next drill due
column-overdue = Overdue
column-last-invoked = Last invoked
plan-none = none
plan-not-defined = { $plan } (not defined)
service-critical = critical
