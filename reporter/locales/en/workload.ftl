# Report type 5: workload characteristics.

workload-title = Workload characteristics

backlog-title = Backlog
backlog-lead = Open at the start, plus opened and reopened, less resolved and cancelled, is open at the end.
backlog-adds-up = adds up
backlog-gap = differs by { $gap }
column-type = Type
column-start = Open at start
column-opened = Opened
column-reopened = Reopened
column-resolved = Resolved
column-cancelled = Cancelled
column-end = Open at end

flow-title = { $type }: backlog and flow
flow-alt = { $type }: open records at each month's end, and records that came in and went out, over thirteen months.
flow-in = came in
flow-out = went out
flow-open = open at month end

volumes-title = Volumes
volumes-lead = Records opened in the month, against last month and the same month last year.
volumes-caption = { $type } opened
volumes-by = By { $dimension }
column-opened-by = Opened

hours-title = When work arrives
hours-lead = Records opened by weekday and hour, in the organisation's time zone.
hours-chart = { $type } opened by weekday and hour
hours-alt = { $type } opened in the month, by weekday and hour; darker is more. Sums stand at the right and below.
hours-sum = sum
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
items-title = Service requests by catalogue item
items-none = no item named
column-item = Item
