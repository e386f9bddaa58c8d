insert into rules values
    ('d1', 'missed-target', 'nonconformity', 1, null, null, null, null, 'Target missed', '未達'),
    ('d1', 'pause-before-breach', 'sign', 0, 10, 100, null, null, '', ''),
    ('d0', 'missed-target', 'nonconformity', 1, null, null, null, null, 'Not of this month', '');
insert into findings values
    ('2016-05-01', 'missed-target', 'incident', '', '', 'resolution.attainment', 'securities', 'high', '2016-05-31 16:00:00.000', 'ratio', 9, 10, 95, 100, 0, '', ['E1'], ['N1']),
    ('2016-04-01', 'missed-target', 'incident', '', '', 'resolution.attainment', 'securities', 'high', '2016-05-31 16:00:00.000', 'ratio', 9, 10, 95, 100, 0, '', [], []);
insert into nonconformities (month, source, record, title, rule, found_at, owner, due_at, open, overdue) values
    ('2016-05-01', 'desk', 'N1', 'Too slow', 'missed-target', '2016-05-03 00:00:00.000', 'Lin', '2016-05-20 00:00:00.000', 1, 1);
insert into actions (month, source, record, kind, title, nonconformity, opened_at, verified_at, effective) values
    ('2016-05-01', 'desk', 'A1', 'corrective', 'Mend it', 'N1', '2016-05-03 00:00:00.000', '2016-05-20 00:00:00.000', 0);
insert into problems (month, source, record, title, service, priority, opened_at, age_ms, known_error, workaround) values
    ('2016-05-01', 'desk', 'P1', 'Queue is full', 'securities', 'high', '2016-05-01 00:00:00.000', 2678400000, 1, 0);
insert into integrity_signs values
    ('2016-05-01', 'pause-before-breach', 'incident', 'desk', 'INC1', 'securities', 'securities', 'high', 'ops', '2016-05-03 00:00:00.000', 6600000, 7200000, 'customer', '');
