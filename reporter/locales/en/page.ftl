# Frame of the page: title, control block, register entries, headline, list of reports.

report-title = Service report
status-draft = Draft
status-draft-text = not signed off; figures may change until an edition is published
footer-generated = Computed from events by service-report with definitions

control-period = Period
control-period-text = { $start } – { $end }
control-zone = the end not included; months are cut in { $zone }
control-as-of = As of
control-complete = the period is complete, cut at { $cut }
control-incomplete = the period is not over: cut at { $cut }
control-sources = Data sources
control-counts = { $events } events of { $records } records
control-span = from { $first } to { $last }
control-no-events = no events
control-coverage = Coverage
control-months = { $computed } of 13 months computed
control-recorded = last recorded { $at }
control-definitions = Definitions
control-files = { $count ->
    [one] one file, listed in the annex
   *[other] { $count } files, listed in the annex
}
control-status = Status

register-identity = Report
register-identity-text = { $name } ({ $id }), type { $type }, clause { $clause }
register-missing = not in the register of reports
register-purpose = Purpose
register-audience = Audience
register-frequency = Frequency
register-sources = Data sources
register-formula = Formula
register-target = Target
register-unit = Unit
register-trend = Value trend
register-nonconformity = Nonconformity criterion
register-objectives = Objectives served
register-agreed = Agreed by

headline-title = Headline
headline-no-targets = No service level target had records to judge in { $month }.
headline-stable = Stable: all { $of } targets with records were met in { $month }.
headline-improving = Improving, but { $missed } of { $of } targets were missed in { $month }.
headline-pressure = Under pressure: { $missed } of { $of } targets were missed in { $month }.
headline-worst = Furthest from its goal: { $service }, { $type }, { $measure }, { $priority }: { $met } of { $of } in time, { $goal } agreed.
headline-flow = { $opened } records were opened and { $resolved } resolved; the backlog went from { $start } to { $end }, and { $late ->
    [0] none of it is past its target.
    [one] one of them is open past its target.
   *[other] { $late } of them are open past their target.
}

tile-targets = Service level targets met
tile-promised = { $count } agreed
tile-all-met = all
tile-target = target
tile-by-priority = by priority
tile-share = { $type }: { $measure } in time
tile-breaches = Resolution targets crossed
tile-open-breached = Open past target
tile-opened = Records opened
tile-backlog = Open at month end
tile-resolved = Records resolved
tile-reopened = Reopened from earlier months
tile-cancelled = Cancelled
tile-last-month = against last month
tile-last-year = against last year

index-title = Service reports
index-lead = Every month that has been rendered, the newest first.
index-month = Month
index-page = Report
index-data = Data
index-json = JSON
