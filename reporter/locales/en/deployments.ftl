# Report type 7: deployment of new or changed services, and the forward schedule.

deployments-title = Deployment of new or changed services
deployments-not-measured = Not measured: no release and no deployment of a service has ever been reported by an event.
deployments-live = { $releases ->
    [0] No release
    [one] One release
   *[other] { $releases } releases
} and { $services ->
    [0] no new or changed service
    [one] one new or changed service
   *[other] { $services } new or changed services
} went live in { $month }.
deployments-trouble = Late: { $late }; due and not live: { $due }; failed or backed out: { $undone }; emergencies: { $emergencies }.
deployments-not-stated = not stated
deployments-withdrawn = { $count ->
    [one] One release was withdrawn: its record ceased to say that it is live.
   *[other] { $count } releases were withdrawn: their records ceased to say that they are live.
}
deployments-requests = Releases with a lead time, from the request until live: { $measured }, of which { $same } are said to be asked for at the very instant at which they were live. Without one: { $later } said to be asked for later than that, { $unstated } without a stated request.
deployments-caption = New or changed services
releases-caption = Releases
releases-note = Undone ones, those not live, late ones and emergencies stand first. Expected are the incidents of the 28 days before, brought to the time observed after.
releases-note-rest = Undone ones, those not live, late ones and emergencies stand first; { $count } more stand in the JSON alone. Expected are the incidents of the 28 days before, brought to the time observed after.
column-release = Record
column-services = Services
column-live = Live
column-kind = Kind
column-criteria = Criteria met
column-downtime = Downtime
column-after = Incidents after
column-outcome = Outcome
release-version = { $title }, { $version }
release-and-service = { $record } { $service }
release-not-live = not live
timing-on-time = planned by { $planned }: in time
timing-late = planned by { $planned }: { $late } late
timing-not-live = planned by { $planned }: { $late } ago
timing-withdrawn = withdrawn { $at }
timing-not-planned = without a planned end
kind-normal = normal
kind-emergency = emergency
kind-new = new
kind-changed = changed
kind-transferred = transferred
kind-removed = removed
because-untested = not tested
because-unscheduled = not scheduled
criteria-agreed = { $of } agreed
downtime-planned = { $planned } planned
incidents-expected = { $expected } expected, { $caused } caused
incidents-in = { $count } in { $passed_days } days
outcome-failed = failed
outcome-backed-out = backed out
outcome-word = ▲ { $outcome }
outcome-targets = { $met } of { $of } outcomes reached
cost-within = within budget
cost-beyond = beyond budget
listed-undone = live before this month, undone in it
review-held = reviewed { $at }
review-due = review due { $at }
review-not-held = not reviewed
deployment-accepted = accepted { $at }
deployment-not-accepted = not accepted
around-title = Incidents after releases, against what the time before lets expect
around-alt = Incidents of the services of releases in the time after each, against the number that the time before lets expect; the releases with most beyond it.
around-expected = expected
around-found = opened after
around-note = The releases with most incidents beyond what was to be expected: all incidents of their services, whatever the cause, in the { $after } days after as far as the cut, against the { $before } days before.

schedule-title = Forward schedule: { $next }
schedule-lead = Changes, releases, deployments and maintenance planned to begin in the month after, as known on { $cut }; neither cancelled nor begun.
schedule-nothing = Nothing was planned for { $next } when the month was cut.
schedule-count = { $type }: { $count }
schedule-rest = { $count ->
    [one] One more piece of work, of the standard changes first, stands in the JSON alone.
   *[other] { $count } more pieces of work, of the standard changes first, stand in the JSON alone.
}
schedule-until = until { $at }
schedule-approved = approved
schedule-not-approved = not approved
schedule-announced = announced { $at }
schedule-not-announced = not announced
column-begins = Begins
column-work = Work
column-approved = Approval
type-change = Changes
type-release = Releases
type-service-deployment = New or changed services
type-maintenance = Maintenance windows
work-change = change
work-release = release
work-service-deployment = service
work-maintenance = maintenance
class-major = major
class-minor = minor
class-standard = standard
