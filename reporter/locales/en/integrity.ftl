# Signs that a figure may have been polished.

integrity-title = Integrity
integrity-lead = Signs that a figure may have been polished. None of them is a fault in itself, and each may have good reasons; they are shown so that somebody looks.
not-measured = not measured

rule-late-maintenance = Maintenance entered late
rule-pause-before-breach = Pause shortly before a breach
rule-priority-lowered = Priority lowered near the deadline
rule-cancelled-before-breach = Cancelled near the deadline
rule-resolved-then-reopened = Resolved near the deadline, then reopened
rule-automatic-answer = Automatic first answer

sign-late-maintenance = The window was entered or approved only after the outage had begun. It excuses nothing, unless a named person approved the exception; an emergency may leave no time to enter it before.
sign-pause-before-breach = The clock was paused in the last { $last } of { $of } parts of the target. The customer may really have been waited for.
sign-priority-lowered = The priority was lowered in the last { $last } of { $of } parts of the target that it had. The first assessment may have been wrong.
sign-cancelled-before-breach = The record was withdrawn in the last { $last } of { $of } parts of its target, and counts nowhere. It may have been a duplicate.
sign-resolved-then-reopened = It was resolved in the last { $last } of { $of } parts of its target and was at work again within { $within }. The fault may really have come back.
sign-automatic-answer = A machine gave the first answer. It counts as none: the clock of the answer runs on to a person's.

sign-tickets = { $sign }: { $count }
related-lowered = to { $priority }
related-no-person = no person answered
related-exception = exception approved by { $person }

integrity-sign = Sign
integrity-this-month = This month
integrity-would-excuse = Would have excused
integrity-person-after = Person's answer after
integrity-used = Clock had used
integrity-related = About
