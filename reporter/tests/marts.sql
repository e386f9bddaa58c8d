insert into months (month, as_of, cut, definitions, time_zone, month_start, month_end, events, records, states_unknown, states_not_stated, first_occurred_at, last_occurred_at, last_recorded_at)
select addMonths(toDate('2015-01-01'), number), '2016-06-06 00:00:00.000', addMonths(toDateTime64('2015-02-01 00:00:00.000', 3, 'UTC'), number), if(number = 16, 'd1', 'd0'), 'Asia/Taipei',
    addMonths(toDateTime64('2015-01-01 00:00:00.000', 3, 'UTC'), number), addMonths(toDateTime64('2015-02-01 00:00:00.000', 3, 'UTC'), number),
    100, 50, 1, 2, if(number = 0, null, toDateTime64('2015-01-01 00:00:00.001', 3, 'UTC')), null, null
from numbers(18) where number not in (10, 17);
insert into definitions values
    ('d1', 'organisation.toml', 'id = "o"\nnames = { en = "Org", zh-Hant = "組織" }'),
    ('d1', 'services/securities.toml', '[[services]]\nid = "securities"\nnames = "Securities"\n[[services]]\nid = "securities.trading"\nparent = "securities"\nnames = "Trading"'),
    ('d0', 'organisation.toml', 'not for this month');
insert into agreement_rules values
    ('d1', 'sla', 'sla', 'securities', 'incident', '2015-01-01 00:00:00.000', '2016-03-01 00:00:00.000', 'office', 'excluded'),
    ('d1', 'sla', 'sla', 'securities', 'incident', '2016-03-01 00:00:00.000', '2016-06-01 00:00:00.000', 'office', 'excluded'),
    ('d1', 'sla', 'sla', 'securities', 'incident', '2016-06-01 00:00:00.000', '2299-12-31 00:00:00.000', 'office', 'excluded'),
    ('d1', 'trading', 'sla', 'securities.trading', 'incident', '2015-01-01 00:00:00.000', '2299-12-31 00:00:00.000', 'office', 'counted'),
    ('d1', 'ola', 'ola', 'securities', 'incident', '2015-01-01 00:00:00.000', '2299-12-31 00:00:00.000', 'office', 'counted');
insert into targets (definitions, agreement, kind, service, record_type, priority, measure, valid_from, target_ms, goal_met, goal_of) values
    ('d1', 'sla', 'sla', 'securities', 'incident', 'high', 'resolution', '2015-01-01 00:00:00.000', 1, 1, 100),
    ('d1', 'sla', 'sla', 'securities', 'incident', 'low', 'resolution', '2015-01-01 00:00:00.000', 1, 1, 100),
    ('d1', 'sla', 'sla', 'securities', 'incident', 'high', 'resolution', '2016-03-01 00:00:00.000', 28800000, 95, 100),
    ('d1', 'sla', 'sla', 'securities', 'incident', 'high', 'resolution', '2016-06-01 00:00:00.000', 3, 3, 100),
    ('d1', 'trading', 'sla', 'securities.trading', 'incident', 'high', 'resolution', '2015-01-01 00:00:00.000', 7200000, 99, 100),
    ('d1', 'ola', 'ola', 'securities', 'incident', 'high', 'resolution', '2015-01-01 00:00:00.000', 1, 1, 100),
    ('d0', 'sla', 'sla', 'securities', 'incident', 'high', 'resolution', '2015-01-01 00:00:00.000', 1, 1, 100);
insert into figures values
    ('2016-05-01', 'resolution.attainment', 'incident', 'securities', 'high', '*', '*', 47, 50, 'ratio', null, null, ''),
    ('2016-05-01', 'resolution.attainment', 'incident', 'securities.trading', 'high', '*', '*', 9, 10, 'ratio', 99, 100, 'missed'),
    ('2016-05-01', 'workload.opened', 'incident', '*', '*', '*', '*', 60, null, 'count', null, null, ''),
    ('2016-05-01', 'workload.opened', 'incident', '*', '*', '', '*', 2, null, 'count', null, null, ''),
    ('2015-05-01', 'workload.opened', 'incident', '*', '*', '*', '*', 55, null, 'count', null, null, ''),
    ('2015-04-01', 'workload.opened', 'incident', '*', '*', '*', '*', 1, null, 'count', null, null, ''),
    ('2016-06-01', 'workload.opened', 'incident', '*', '*', '*', '*', 1, null, 'count', null, null, '');
insert into breaches (month, measure, record_type, source, record, service, top_service, priority, assignment_group, breached_at, target_ms, elapsed_ms, still_open, breached_in_month) values
    ('2016-05-01', 'resolution', 'incident', 'desk', 'INC1', 'securities.trading', 'securities', 'high', 'ops', '2016-05-03 02:00:00.123', 7200000, 7200001, 0, 1),
    ('2016-05-01', 'response', 'incident', 'desk', 'INC2', 'securities', 'securities', 'high', '', '2016-04-03 02:00:00.000', 7200000, 9200000, 1, 0),
    ('2016-04-01', 'response', 'incident', 'desk', 'INC2', 'securities', 'securities', 'high', '', '2016-04-03 02:00:00.000', 7200000, 8200000, 1, 1);
insert into ledger (month, record_type, source, record, title, service, top_service, priority, assignment_group, agreement, calendar, resolved_gap_policy, phase, opened_at, responded_at, resolved_at, ended_at, wall_ms, elapsed_ms, waiting_ms, waiting_by, out_of_hours_ms, holiday_ms, excluded_ms, resolved_gap_ms, elapsed_by_group, elapsed_by_supplier, resolution_target_ms, breached_at, response_target_ms, response_elapsed_ms, response_breached_at, reopened_count, stated_sla_met, resolved_in_month, resolution_counted, resolution_met, cancelled) values
    ('2016-05-01', 'incident', 'desk', 'INC1', 'Orders rejected', 'securities.trading', 'securities', 'high', 'ops', 'trading', 'office', 'counted', 'resolved', '2016-05-03 00:00:00.000', '2016-05-03 00:10:00.000', '2016-05-03 05:00:00.000', '2016-05-03 05:00:00.000', 18000000, 7200001, 3600000, {'customer': 3000000, 'a-supplier': 600000}, 7199999, 0, 0, 0, {'ops': 7200000, '': 1}, {'a-supplier': 600000, '': 6600001}, 7200000, '2016-05-03 02:00:00.123', 600000, 600000, null, 2, 0, 1, 1, 0, 0),
    ('2016-05-01', 'incident', 'desk', 'INC2', '', 'securities', 'securities', 'high', '', '', '', '', 'open', '2016-04-01 00:00:00.000', null, null, '2016-06-01 00:00:00.000', 1, 1, 0, {}, 0, 0, 0, 0, {'': 1}, {}, null, null, 7200000, null, '2016-04-03 02:00:00.000', 0, null, 0, 0, 0, 0),
    ('2016-05-01', 'incident', 'desk', 'INC3', 'differs', 'securities', 'securities', 'low', 'ops', '', '', '', 'resolved', '2016-05-01 00:00:00.000', null, '2016-05-02 00:00:00.000', '2016-05-02 00:00:00.000', 86400000, 86400000, 0, {}, 0, 0, 0, 0, {'ops': 86400000}, {'': 86400000}, 100000000, null, null, null, null, 0, 0, 1, 1, 1, 0),
    ('2016-05-01', 'incident', 'desk', 'INC4', 'agrees', 'securities', 'securities', 'low', 'ops', '', '', '', 'resolved', '2016-05-01 00:00:00.000', null, '2016-05-02 00:00:00.000', '2016-05-02 00:00:00.000', 86400000, 86400000, 0, {}, 0, 0, 0, 0, {'ops': 86400000}, {'': 86400000}, 86400000, null, null, null, null, 0, 1, 1, 1, 1, 0),
    ('2016-05-01', 'incident', 'desk', 'INC5', 'not judged', 'securities', 'securities', 'low', 'ops', '', '', '', 'resolved', '2016-05-01 00:00:00.000', null, '2016-05-02 00:00:00.000', '2016-05-02 00:00:00.000', 86400000, 86400000, 0, {}, 0, 0, 0, 0, {'ops': 86400000}, {}, null, null, null, null, null, 0, 0, 1, 0, 0, 0);
insert into workload_hours values
    ('2016-05-01', 'incident', '*', 1, 9, 4), ('2016-05-01', 'incident', 'securities', 1, 9, 4), ('2016-04-01', 'incident', '*', 1, 9, 5);
insert into request_items values
    ('2016-05-01', '*', 'New laptop', 2), ('2016-05-01', '*', 'Password reset', 7), ('2016-04-01', '*', 'New laptop', 1);
insert into trends values
    ('2016-05-01', 'workload.opened', 'incident', 'count', [('2016-04-01', 55, null), ('2016-05-01', 60, null)], 50000000, 41000000, 59000000,
        [('2016-05-01', 'above')], [('2016-06-01', 44000000, 61000000, 78000000)]),
    ('2016-05-01', 'CHG-02', 'change', 'ratio', [('2016-05-01', 1, 40)], null, null, null, [], []),
    ('2016-04-01', 'CHG-02', 'change', 'ratio', [('2016-04-01', 1, 40)], null, null, null, [], []);
insert into major_incidents values
    ('2016-05-01', '/itsm', 'MAJ1', 'INC1', 'Orders rejected', ['securities.trading'], 'high', 'duty', null, '', 'change', '', '', 'REL1', '', 'outage', '2016-05-03 00:00:00.000', '2016-05-03 00:10:00.000', '2016-05-03 05:00:00.000', 18000000, null, '2016-05-10 15:59:59.999', null, 1, 2419200000, 2419200000, [('2016-05-03 00:00:01.000', 'Orders fail', '')], ['Test under load']);
insert into major_incident_stages values
    ('2016-05-01', '/itsm', 'MAJ1', 1, 'detected', '2016-05-03 00:00:00.000', '2016-05-03 00:05:00.000', 300000, 600000, null, '2016-05-03 00:10:00.000', 'met'),
    ('2016-05-01', '/itsm', 'MAJ1', 5, 'reviewed', '2016-05-03 05:00:00.000', null, null, null, 5, '2016-05-10 15:59:59.999', 'missed');
insert into major_incident_windows values
    ('2016-05-01', '/itsm', 'MAJ1', 'securities.trading', 'before', '2016-04-05 00:00:00.000', '2016-05-03 00:00:00.000', 4, 3, 3600000, 1, 400, 0, 576000000, 60000);
insert into major_incident_actions values
    ('2016-05-01', '/itsm', 'MAJ1', 'ACT1', 'corrective', 'Load tests', 'ops', '2016-06-01 00:00:00.000', '2016-05-20 00:00:00.000', 0, '2016-05-30 00:00:00.000', 1, 1),
    ('2016-05-01', '/itsm', 'MAJ1', 'ACT2', '', '', '', null, null, 0, null, null, 0);
insert into release_outcomes values
    ('2016-05-01', 'release', '/pipeline', 'REL1', 'Gateway', '7.0', 'emergency', ['securities.trading'], 'deployed', null, '2016-05-02 12:00:00.000', '2016-05-02 13:00:00.000', '2016-05-02 12:00:00.000', '2016-05-02 14:00:00.000', 'late', 3600000, ['kind'], 'backed_out', 'Orders lost', 12, 8, null, null, 1, 5, 2, 1209600000, null, null, null, null, null, null, '2016-05-01 14:00:00.000', 86400000, null),
    ('2016-05-01', 'service_deployment', '/portfolio', 'DEP1', 'Robot', '', 'new', ['securities'], 'deployed', null, null, '2016-05-02 13:00:00.000', null, '2016-05-02 13:00:00.000', 'on-time', null, [], '', '', 9, 9, null, null, 0, 0, 0, 1209600000, 4, null, 1, null, '2016-06-01 13:00:00.000', null, null, null, null);
insert into forward_schedule values
    ('2016-05-01', 'change', '/itsm', 'CHG1', 'Patches', 'minor', ['securities'], '2016-06-02 12:00:00.000', null, 1, null);
insert into continuity_events values
    ('2016-05-01', 'invocation', '/continuity', 'CON1', '', 'second-site', ['securities.trading'], 'invoked', 'No service', '2016-05-03 00:00:00.000', '2016-05-03 00:10:00.000', null, '2016-05-03 00:30:00.000', 'head', 1200000, '2016-05-03 05:00:00.000', null, 18000000, 7200000, 'record', 'missed', null, null, '', '', null, null, 'MAJ1', null, ['Same release']);
insert into continuity_readiness values
    ('2016-05-01', 'securities.trading', 'second-site', 1, 1, 1, '2016-05-03 00:30:00.000', '2015-11-12 01:00:00.000', 1, '2016-06-30 00:00:00.000', 0);
insert into open_targets values
    ('2016-05-01', 'resolution', 'incident', 'desk', 'INC6', 'Slow', 'securities', 'securities', 'high', 'ops', '', 'sla', '2016-05-31 01:00:00.000', 28800000, 25200000, 3600000, '2016-06-01 02:00:00.000', 0, 1),
    ('2016-05-01', 'resolution', 'incident', 'desk', 'INC7', 'Early', 'securities', 'securities', 'high', 'ops', '', 'sla', '2016-05-31 01:00:00.000', 28800000, 3600000, 25200000, null, 1, 0);
insert into promises values
    ('2016-05-01', 'sla', 'securities', '', '', 'availability', 600120000, 604800000, 99, 100, null, 'met', 468000000, 604800000, 1368000, 1);
insert into party_clocks values
    ('2016-05-01', 'ola', 'ola', 'networks', 'incident', 'desk', 'INC1', 'securities', 'securities', 'high', 3600000, 7200000, '2016-05-03 01:00:00.000', 3600000, 1, 0, 1, 0),
    ('2016-05-01', 'ola', 'ola', 'networks', 'incident', 'desk', 'INC3', 'securities', 'securities', 'high', 3600000, 1800000, null, null, 1, 0, 1, 1),
    ('2016-05-01', 'ola', 'ola', 'networks', 'incident', 'desk', 'INC6', 'securities', 'securities', 'high', 3600000, 1800000, null, null, 0, 1, 0, 0);
insert into exclusions values
    ('2016-05-01', 'levels', 'X1', 'incident', 'desk', 'INC1', 'securities', 'securities', 'sla', 'line-failure', 'applied', '2016-05-03 00:00:00.000', '2016-05-03 01:00:00.000', 3600000, 'wang.ml', '2016-05-04 00:00:00.000', 'chen.yj', '2016-05-04 00:00:00.000', 'The line was down');
