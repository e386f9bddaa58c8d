-- What: thirteen months of every headline figure (one that report type 9 shows), over everything, with control limits,
--   signals and a forecast. Shares of fewer than 20 are no points (rule 12). Limits are those of an XmR chart: mean of the
--   months before this one, give or take 2.66 times their mean moving range. Signals: a point beyond the limits; eight in a
--   row on one side of the mean; six in a row that rise, or fall. Forecast: least squares through all points, with its 95 %
--   prediction interval (Student's t, n - 2). Limits need six months before this one, a forecast six points and this one.
--   What cannot be is cut off: below 0 where nothing was, above 1 for a share that is better the higher it is.
-- Grain: one row per headline figure and record type measured in the month; values in millionths.
with
    [2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201] as student_from_6,
    y -> toInt64(round(least(greatest(y, least), most))) as possible
select
    {month:Date} as month, figure, record_type, unit, history,
    limited ? toNullable(possible(mean)) : null as centre,
    limited ? toNullable(possible(mean - reach)) : null as lower,
    limited ? toNullable(possible(mean + reach)) : null as upper,
    arrayFilter(signal -> signal.2 != '', arrayFlatten(arrayMap(i -> [
        (points[i].1, multiIf(ys[i] > mean + reach, 'above', ys[i] < mean - reach, 'below', '')),
        (points[i].1, multiIf(
            i < 8, '', arrayMin(arraySlice(ys, i - 7, 8)) > mean, 'eight-above',
            arrayMax(arraySlice(ys, i - 7, 8)) < mean, 'eight-below', '')),
        (points[i].1, multiIf(
            i < 6, '', arrayMin(arraySlice(steps, i - 4, 5)) > 0, 'six-rising',
            arrayMax(arraySlice(steps, i - 4, 5)) < 0, 'six-falling', ''))
    ], limited ? range(1, n + 1) : []))) as signals,
    arrayMap(x -> (
        toDate(addMonths({month:Date}, x)), possible(line.1 * x + line.2 - width[x]), possible(line.1 * x + line.2),
        possible(line.1 * x + line.2 + width[x])), xs[-1] = 0 and n >= 6 ? [1, 2, 3] : []) as forecast
from (
    select
        figure, record_type, unit, history, points, xs, ys,
        toInt64(length(points)) as n,
        arrayMin(ys) >= 0 ? 0 : -9e18 as least,
        unit = 'ratio' and direction = 'up' and arrayMax(ys) <= 1e6 ? 1e6 : 9e18 as most,
        arrayDifference(ys) as steps,
        arrayFilter((y, x) -> x < 0, ys, xs) as before,
        length(before) >= 6 as limited,
        limited ? arrayAvg(before) : 0 as mean,
        limited ? 2.66 * arrayAvg(arrayMap(step -> abs(step), arrayPopFront(arrayDifference(before)))) : 0 as reach,
        n >= 6 ? arrayReduce('simpleLinearRegression', xs, ys) : (0., 0.) as line,
        n >= 6 ? arrayAvg(xs) : 0 as middle,
        arraySum(x -> (x - middle) * (x - middle), xs) as spread,
        n < 6 ? 0 : sqrt(arraySum((x, y) -> pow(y - line.1 * x - line.2, 2), xs, ys) / (n - 2)) as deviation,
        n < 6 ? [] : arrayMap(x -> student_from_6[n - 5] * deviation
            * sqrt(1 + 1 / n + (x - middle) * (x - middle) / spread), [1, 2, 3]) as width
    from (
        select
            h.figure as figure, h.record_type as record_type, any(h.unit) as unit, any(k.direction) as direction,
            arraySort(groupArray((h.month, h.numerator, h.denominator))) as history,
            arrayFilter(p -> p.3 is null or p.3 >= (unit = 'ratio' ? 20 : 1), history) as points,
            arrayMap(p -> dateDiff('month', {month:Date}, p.1), points) as xs,
            arrayMap(p -> toFloat64(p.2) * 1e6 / ifNull(p.3, 1), points) as ys
        from (
            select month, toString(figure) as figure, toString(record_type) as record_type, numerator, denominator, unit
            from figures
            where month >= addMonths({month:Date}, -12) and month < {month:Date}
                and service = '*' and priority = '*' and assignment_group = '*' and channel = '*'
            union all
            select month, toString(figure), toString(record_type), numerator, denominator, unit
            from {figures:Identifier}
            where month = {month:Date} and service = '*' and priority = '*' and assignment_group = '*' and channel = '*'
        ) as h
        join (
            select * from kpis where definitions = {definitions:String} and has(report_types, 9)
        ) as k on k.figure = h.figure
        where empty(k.record_types) or has(k.record_types, h.record_type)
        group by figure, record_type
        having max(h.month) = {month:Date}
    )
)
