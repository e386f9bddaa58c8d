# Report types 2 and 3: figures of processes and of the management system; and how figures of the register are shown.

contents-title = Contents

kpi-of-type = { $name }: { $type }
kpi-id-population = { $id }. { $population }
kpi-not-measured = not measured
kpis-group = { $name }: { $of ->
    [0] no target judged
   *[other] { $met } of { $of } targets met
}
kpis-note = Missed targets stand first in each group. A share of fewer than { $counts } is shown as counts; a change has an arrow from { $arrow } on. Year to date is the sum of the months' numerators and denominators; levels, medians and percentiles have none. “Not measured” means that no event tells of it: it is not zero. The small chart has the target as it stood.
report-kpis-caption = Figures of { $month }
report-kpis-note = A share of fewer than { $counts } is shown as counts. Year to date is the sum of the months' numerators and denominators; levels, medians and percentiles have none. “Not measured” means that no event tells of it: it is not zero. The small chart has the target as it stood.
goal-at-least = ≥ { $value }
goal-at-most = ≤ { $value }
value-mean-of = mean of { $of }
change-more = +{ $size }
change-less = −{ $size }
column-kpi = Figure
column-targets-met = Targets met
column-objective = Objective
column-missed = Missed
column-unmeasured = Not measured
objective-number = objective { $number }

process-kpis-title = Performance against process KPI targets
process-kpis-met = { $met } of { $of } process targets were met in { $month }; { $unmeasured ->
    [0] every figure was measured.
    [one] one figure was not measured.
   *[other] { $unmeasured } figures were not measured.
}
process-service-level = 6.1 Service level management
process-service-reporting = 6.2 Service reporting
process-continuity-and-availability = 6.3 Service continuity and availability management
process-budgeting = 6.4 Budgeting and accounting for services
process-capacity = 6.5 Capacity management
process-security = 6.6 Information security management
process-business-relationship = 7.1 Business relationship management
process-supplier = 7.2 Supplier management
process-incident = 8.1 Incident and service request management
process-problem = 8.2 Problem management
process-configuration = 9.1 Configuration management
process-change = 9.2 Change management
process-release = 9.3 Release and deployment management
process-new-or-changed = 5 Design and transition of new or changed services
process-management-system = 4 The management system

management-kpis-title = Performance against service management KPI targets
management-kpis-met = { $met } of { $of } targets of the management system were met in { $month }; { $unmeasured ->
    [0] every figure was measured.
    [one] one figure was not measured.
   *[other] { $unmeasured } figures were not measured.
}
management-kpis-table = Figures of the management system
management-kpis-lead = Grouped by the objective that each serves; a figure that serves several stands under each of them.
objectives-title = Objectives
objectives-lead = Targets met of those judged, over all figures of the register that serve the objective, of whatever report type.
objectives-note = A figure counts once, and as missed if it is for any kind of record.
objectives-none = Serving no objective of the organisation

type-1 = Performance against service level targets
type-2 = Performance against process KPI targets
type-3 = Performance against service management KPI targets
type-4 = Nonconformities and problems
type-5 = Workload characteristics
type-6 = Performance after major incidents
type-7 = Deployment of new or changed services
type-8 = Invocation of the service continuity plan
type-9 = Trend information
type-10 = Customer satisfaction analysis
type-11 = Service complaint analysis
type-1-none = no service level target is agreed
type-2-none = no figure of the processes was measured
type-3-none = no figure of the management system was measured
type-4-none = no rule for nonconformities is known
type-5-none = no record arrived
type-6-none = no major incident is known
type-7-none = no release and no deployment is known
type-8-none = no invocation and no drill of a continuity plan is known
type-9-none = no headline figure was measured
type-10-none = no survey and no answer is known
type-11-none = no complaint is known
