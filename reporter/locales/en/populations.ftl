# What each figure counts. Keys are listed in src/compose/populations.rs.

population-resolution-attainment = Denominator: records resolved in the month that have a resolution target, and records that are open at the cut and past it. Numerator: those of the first kind that were resolved within their target. Cancelled records are left out.
population-resolution-breaches = Records whose resolution target was first crossed in the month, whether or not they are resolved since. Cancelled records are left out.
population-resolution-elapsed = Sum of the counted time of the records resolved in the month, over their number; in milliseconds.
population-resolution-open-breached = Records that are open at the cut and past their resolution target, whenever they crossed it.
population-response-attainment = Denominator: records first answered by a person in the month that have a response target, and records that are unanswered at the cut and past it. Numerator: those of the first kind that were answered within their target. Automatic answers are none.
population-response-breaches = Records whose response target was first crossed in the month, whether or not they are answered since. Cancelled records are left out.
population-response-open-breached = Records that are unanswered at the cut and past their response target.
population-source-stated-breached = Numerator: records resolved in the month that the source calls breached. Denominator: records resolved in the month on which the source states a verdict.
population-source-stated-breached-known = Numerator: all records known that the source calls breached, by its last word. Denominator: all records known on which the source states a verdict, whichever month they belong to.
population-source-verdict = Records resolved in the month that have a resolution target and on which the source states a verdict, by the pair of verdicts.
population-workload-opened = Records opened in the month.
population-workload-resolved = Records resolved in the month that are still resolved at its end.
population-workload-reopened = Records that were finished at the month's first instant and went on in the month; a record counts once. With these the backlog adds up.
population-workload-reopenings = Reopenings in the month; a record may be reopened more than once.
population-workload-cancelled = Records cancelled in the month.
population-backlog-start = Records open at the first instant of the month.
population-backlog-end = Records open at the cut.
population-unstated = The definitions of this figure state no population.
