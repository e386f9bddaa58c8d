# Report type 4: nonconformities and problems.

nonconformities-title = Nonconformities and problems

findings-title = Found by rules
findings-none = The rules found no nonconformity in the month.
findings-lead = Rules found { $count } nonconformities in the month. For { $waiting } of them nobody has entered yet what caused it and what is done.
findings-by-rule = By rule
findings-list = What they found
findings-listed = { $rule }: { $listed } of { $all }, the others are in the JSON beside this page
findings-off = Not applied by this organisation: { $rules }.
findings-rest = { $rest } more are in the JSON beside this page.
findings-note = A rule compares what the records say with what was agreed; it knows no reasons. What stays broken is found again every month. "At the cut" means that it was so when the month ended.
found-at-cut = at the cut
finding-figure = { $figure }, { $priority }
not-handled = not yet handled

rule-missed-target = Missed target
rule-change-without-approval = Change without approval
rule-unauthorised-configuration = Unauthorised configuration change
rule-untested-release = Untested release
rule-complaint-answered-late = Complaint answered late
rule-major-incident-not-reviewed = Major incident without review in time
rule-major-incident-cause-late = Major incident without root cause in time
rule-problem-without-priority = Problem without priority
rule-action-overdue = Action overdue
rule-action-without-effect = Action without effect
rule-report-without-agreement = Report without agreement
rule-monitoring-below-goal = Monitoring below its goal
rule-feed-silent = Silent feed

shows-at-least = { $value }, at least { $goal }
shows-at-most = { $value }, at most { $goal }
shows-feed = events on { $heard } of { $days } days; silent on
shows-answered = answered after { $taken }, promised within { $within }
shows-unanswered = unanswered for { $taken }, promised within { $within }
shows-change = begun without approval ({ $detail } change)
shows-deviation = no change explains it
shows-release-plain = went live untested
shows-release = went live untested ({ $detail } release)
shows-no-review = no review was held by then
shows-late-review = reviewed only after that
shows-no-problem = no problem was opened for it
shows-no-cause = no root cause was known by then
shows-late-cause = its root cause was known only after that
shows-overdue = was due and is not done
shows-overdue-of = was due and is not done ({ $detail })
shows-never-agreed = nobody has agreed to it
shows-agreed-later = agreed to only from { $detail } on

entered-title = Entered by people
entered-none = Nobody entered a nonconformity that was open in the month.
entered-lead = Nonconformities that were open in the month, or whose action's effect was to be checked: overdue ones first. What somebody enters after the month for one of its figures stands here too.
cause-unknown = not yet known
state-open = open
state-overdue = overdue
state-closed = closed
state-dropped = dropped

actions-title = Corrective and preventive actions
actions-lead = Actions that were under way in the month, and those whose effect was to be checked or was checked in it.
action-corrective = corrective
action-preventive = preventive
action-improvement = improvement
effect-worked = it worked
effect-none = it had no effect
effect-not-stated = checked, no result stated
effect-not-checked = not yet checked
effect-checked = { $at }, { $by }

problems-title = Problems
problems-lead = Problems open at the cut by priority and age in days of 24 hours, and how many of them are known errors with a workaround.
problems-by-age = Open problems by priority and age
known-errors-without = Known errors without a workaround: { $count }

nonconformity-rule = Rule
nonconformity-found = Found
nonconformity-not-handled = Not yet handled
nonconformity-finding = What
nonconformity-when = When
nonconformity-shown-by = What shows it
nonconformity-handled-by = Handled by
nonconformity-nonconformity = Nonconformity
nonconformity-root-cause = Root cause
nonconformity-answers = Answers
nonconformity-actions = Actions
nonconformity-owner = Owner
nonconformity-due = Due
nonconformity-state = State
nonconformity-action = Action
nonconformity-kind = Kind
nonconformity-effect = Effect
nonconformity-problem = Problem
nonconformity-days-up-to = Up to { $days } days
nonconformity-days-over = Over { $days } days
nonconformity-open = Open
nonconformity-known-errors = Known errors
nonconformity-workaround = With workaround
