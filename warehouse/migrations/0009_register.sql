-- What: figures and the register of reports as the definitions describe them, and which channels are monitors; the mart
-- of trends. Writer: aggregator.

-- report_types and objectives are numbers; empty record_types = every kind of record. adds_up = 0: a level, a median or a
-- percentile, which has no sum over months.
create table if not exists kpis
(
    definitions String,
    kpi String,
    figure String,
    process LowCardinality(String),
    unit LowCardinality(String),
    direction LowCardinality(String),
    record_types Array(String),
    report_types Array(UInt8),
    objectives Array(UInt8),
    adds_up UInt8
)
engine = MergeTree partition by definitions order by (definitions, kpi);

-- agreed_from = when the last of those named had agreed to the description: the day's first instant in the
-- organisation's zone.
create table if not exists register
(
    definitions String,
    report String,
    report_type UInt8,
    agreed_from DateTime64(3, 'UTC')
)
engine = MergeTree partition by definitions order by (definitions, report_type, report);

create table if not exists channels
(
    definitions String,
    channel String,
    monitoring UInt8
)
engine = MergeTree partition by definitions order by (definitions, channel);

-- Service requests opened in the month by catalogue item; item '' = none was named.
create table if not exists request_items
(
    month Date,
    service LowCardinality(String),
    item String,
    opened UInt64
)
engine = MergeTree partition by month order by (month, service, item);

-- Each headline figure over the thirteen months that end with the month, of everything together. `history` has the months
-- that were measured, as they stood when this month was computed. Values are in millionths of the figure: of one for
-- shares, of a record for counts, of a millisecond, a hundredth of a point or of the currency for means. centre and
-- spread are null below six months before this one. signals are (month, rule); forecast is (month, low, middle, high).
create table if not exists trends
(
    month Date,
    figure LowCardinality(String),
    record_type LowCardinality(String),
    unit LowCardinality(String),
    history Array(Tuple(month Date, numerator Int64, denominator Nullable(Int64))),
    centre Nullable(Int64),
    lower Nullable(Int64),
    upper Nullable(Int64),
    signals Array(Tuple(month Date, rule String)),
    forecast Array(Tuple(month Date, low Int64, middle Int64, high Int64))
)
engine = MergeTree partition by month order by (month, figure, record_type);
