# Report type 9: trends, control chart signals, forecasts.

trends-title = Trend information
trends-signals-count = { $signals } of { $figures } headline figures show a change that is more than chance in the last { $months } months; { $adverse ->
    [0] none goes the wrong way.
    [one] one goes the wrong way.
   *[other] { $adverse } go the wrong way.
}
trends-rules = A signal is a month beyond the limits, eight measured months in a row on one side of the mean, or six in a row that rise or fall. Limits are those of an XmR chart: the mean of the months before this one, give or take 2.66 times their mean moving range.
trends-too-short = { $count ->
    [one] One figure has
   *[other] { $count } figures have
} fewer than six months before this one, and no limits yet.
trends-outdated = Earlier months were computed again since this one: limits, signals and forecasts rest on the numbers from before. Compute this month again.
trends-signals = Signals of the last months
trends-charts = Thirteen months and three ahead
trends-lead = Line: the months. Brown steps: the target as it stood. Grey: between the limits, the mean within. Ring: a signal, red where it goes the wrong way. Blue: the forecast by a straight line through all months, with the range in which 95 of 100 months would lie if nothing changes; it takes six months at least. Shares of fewer than 20 are left out.
trends-not-measured = Not measured in this month: { $names }.
column-month = Month
column-signal = Signal
column-way = Direction
signal-above = above the upper limit
signal-below = below the lower limit
signal-eight-above = eight in a row above the mean
signal-eight-below = eight in a row below the mean
signal-six-rising = six in a row rising
signal-six-falling = six in a row falling
signal-adverse = the wrong way
signal-favourable = the right way
signal-neither = neither way is better
panel-target = target
panel-forecast = forecast { $month }
panel-forecast-text = { $middle } ({ $low } – { $high })
panel-signal = { $month }: { $rule }
panel-alt = { $name }: thirteen months with limits, target and forecast
axis-percent = { $value } %
axis-hours = { $value } h
axis-minutes = { $value } min
axis-seconds = { $value } s
