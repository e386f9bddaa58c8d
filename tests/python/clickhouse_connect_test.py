"""ClickHouse's own Python client against a server: proof that it is ClickHouse and no imitation.

Usage: clickhouse_connect_test.py HOST PORT USER PASSWORD [SERVER_PID]

Runs every function whose name begins with `test_`, prints one line for each and fails if one fails.
With SERVER_PID (Linux) the server's memory is watched as well.
"""

import sys
import threading
import time
import traceback
import uuid
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import clickhouse_connect
from clickhouse_connect.driver.exceptions import DatabaseError

HOST, PORT, USER, PASSWORD = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
SERVER_PID = sys.argv[5] if len(sys.argv) > 5 else None

MOMENT = datetime(2026, 2, 28, 23, 59, 59, 987000, tzinfo=timezone.utc)

# Every column type of the project, with values at its edges.
TYPES = {
    "String": ["", "plain", "臺北 \t\n\\'\"", "x" * 100_000],
    "LowCardinality(String)": ["", "critical", "high", "critical"],
    "Int32": [0, -(2**31), 2**31 - 1, 7],
    "Int64": [0, -(2**63), 2**63 - 1, 7],
    "UInt8": [0, 1, 255, 7],
    "UInt16": [0, 1, 65535, 7],
    "UInt64": [0, 1, 2**64 - 1, 7],
    "Float64": [0.0, -1.5, 1e300, 0.1],
    "Date": [date(1970, 1, 1), date(2026, 2, 28), date(2149, 6, 6), date(2000, 1, 1)],
    "DateTime64(3, 'UTC')": [MOMENT, MOMENT - timedelta(days=20_000), MOMENT + timedelta(milliseconds=1), MOMENT],
    "Nullable(String)": [None, "", "x", None],
    "Nullable(Int64)": [None, 0, -1, 1],
    "Nullable(UInt8)": [None, 0, 1, None],
    "Nullable(Float64)": [None, 0.0, -1.5, 2.5],
    "Nullable(Date)": [None, date(2026, 2, 28), None, date(1970, 1, 1)],
    "Nullable(DateTime64(3, 'UTC'))": [None, MOMENT, None, MOMENT],
    "Map(String, UInt64)": [{}, {"customer": 5}, {"a": 1, "b": 2**64 - 1}, {"": 0}],
    "Array(String)": [[], ["a"], ["", "b"], ["c"] * 1000],
    "Array(Nullable(Int64))": [[], [None], [1, None], [-1]],
    "Tuple(String, UInt64)": [("", 0), ("a", 1), ("b", 2), ("c", 3)],
    "Bool": [True, False, True, False],
    "Enum8('sla' = 1, 'ola' = 2)": ["sla", "ola", "sla", "ola"],
    "Decimal(18, 4)": [Decimal("0.0000"), Decimal("-12.3456"), Decimal("99999999999999.9999"), Decimal("1.0000")],
    "UUID": [uuid.UUID(int=0), uuid.UUID(int=2**128 - 1), uuid.uuid4(), uuid.uuid4()],
}


def connect(database="default", **options):
    return clickhouse_connect.get_client(
        host=HOST, port=PORT, username=USER, password=PASSWORD, database=database, **options
    )


def fresh_database():
    name = "py_" + uuid.uuid4().hex[:12]
    connect().command(f"CREATE DATABASE {name}")
    return name


def expect(code, action):
    try:
        action()
    except DatabaseError as error:
        assert error.code == code or f"code: {code}" in str(error).lower(), f"expected code {code}: {error}"
        return str(error)
    raise AssertionError(f"expected an exception with code {code}")


def wait_until(condition, what, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for: {what}"
        time.sleep(0.02)


def server_memory_mib():
    if SERVER_PID is None:
        return 0
    with open(f"/proc/{SERVER_PID}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096 // 2**20


def test_every_column_type_makes_the_round_trip():
    columns = {f"c{i}": kind for i, kind in enumerate(TYPES)}
    rows = list(zip(range(4), *TYPES.values(), strict=True))
    for compress in (True, False, "lz4", "zstd", "gzip"):
        client = connect(fresh_database(), compress=compress)
        body = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        client.command(f"CREATE TABLE t (n UInt32, {body}) ENGINE = MergeTree ORDER BY n")
        summary = client.insert("t", rows, column_names=["n", *columns])
        assert summary.written_rows == 4, summary.summary
        read = client.query("SELECT * FROM t ORDER BY n").result_rows
        for wanted, found in zip(rows, read, strict=True):
            for kind, a, b in zip(["UInt32", *TYPES], wanted, found, strict=True):
                b = b.replace(tzinfo=timezone.utc) if isinstance(b, datetime) and b.tzinfo is None else b
                assert a == b, f"{kind} with compress={compress}: {a!r} became {b!r}"
        types = dict(client.query("SELECT name, type FROM system.columns WHERE table = 't' AND database = currentDatabase()").result_rows)
        assert [types[name] for name in columns] == list(TYPES), types


def test_parameters_are_bound_by_the_server():
    values = {"n": 2**63, "s": "it's \\ \t {x:Int8} 臺", "d": MOMENT, "a": ["x", "it's"], "none": None}
    sql = "SELECT {n:UInt64}, {s:String}, {d:DateTime64(3, 'UTC')}, {a:Array(String)}, {none:Nullable(Int8)}"
    for form in (False, True):
        row = connect(form_encode_query_params=form).query(sql, parameters=values).result_rows[0]
        row = (row[0], row[1], row[2].replace(tzinfo=timezone.utc), *row[3:])
        assert row == tuple(values.values()), f"form={form}: {row}"


def test_settings_apply_to_one_query():
    client = connect()
    assert client.query("SELECT getSetting('max_threads')", settings={"max_threads": 3}).first_row == (3,)
    assert client.query("SELECT getSetting('max_block_size')").first_row[0] > 1000
    expect(396, lambda: client.query("SELECT number FROM numbers(10)", settings={"max_result_rows": 5}))
    for setting in ("no_such_setting", "no such; setting"):
        expect(115, lambda name=setting: client._raw_request("SELECT 1", {name: "1"}))


def test_an_exception_has_its_code():
    client = connect()
    assert "UNKNOWN_TABLE" in expect(60, lambda: client.query("SELECT * FROM no_such_table"))
    expect(62, lambda: client.query("SELECT FROM WHERE"))
    expect(81, lambda: connect("no_such_database").query("SELECT 1"))
    expect(395, lambda: client.query("SELECT throwIf(number = 7) FROM numbers(10)"))


def test_an_exception_in_the_middle_of_rows_is_seen():
    client = connect()
    sql = "SELECT number, throwIf(number = 3000000) FROM numbers(100000000)"
    seen = 0
    try:
        with client.query_row_block_stream(sql, settings={"max_threads": 1}) as stream:
            for block in stream:
                seen += len(block)
    except Exception as error:
        assert "throwIf" in str(error) or "395" in str(error), error
        assert 0 < seen <= 3_000_000, seen
        return
    raise AssertionError("the rows ended as if all were well")


def test_a_million_rows_are_streamed_in_bounded_memory():
    client = connect()
    client.query("SELECT 1")
    before, peak, count, total = server_memory_mib(), 0, 0, 0
    with client.query_row_block_stream("SELECT number, repeat('x', 200) FROM numbers(1000000)") as stream:
        for block in stream:
            count += len(block)
            total += sum(row[0] for row in block)
            peak = max(peak, server_memory_mib())
    assert (count, total) == (1_000_000, 499_999_500_000)
    # 200 MB of rows went by; a server that held them would show it.
    assert peak - before < 120, f"memory went from {before} to {peak} MiB"


def test_a_million_rows_are_inserted():
    columns = [list(range(1_000_000)), [str(n % 100) for n in range(1_000_000)]]
    for compress in (True, False, "lz4", "zstd", "gzip"):
        client = connect(fresh_database(), compress=compress)
        client.command("CREATE TABLE t (n UInt64, s LowCardinality(String)) ENGINE = MergeTree ORDER BY n")
        written = client.insert("t", columns, column_names=["n", "s"], column_oriented=True).written_rows
        stored = client.query("SELECT count(), sum(n), uniqExact(s) FROM t").first_row
        assert (written, *stored) == (1_000_000, 1_000_000, 499_999_500_000, 100), (compress, written, stored)


def test_two_clients_at_once_do_not_mix():
    failures = []

    def work(database, wanted):
        try:
            client = connect(database)
            for n in range(60):
                sql = "SELECT x, {n:UInt32}, currentDatabase() FROM t"
                row = client.query(sql, parameters={"n": n}).first_row
                assert row == (wanted, n, database), row
                client.insert("u", [(n,)], column_names=["n"])
            assert client.query("SELECT count() FROM u").first_row == (60,)
        except Exception:
            failures.append(traceback.format_exc())

    threads = []
    for wanted in range(4):
        database = fresh_database()
        client = connect(database)
        client.command("CREATE TABLE t (x UInt32) ENGINE = MergeTree ORDER BY x")
        client.command("CREATE TABLE u (n UInt32) ENGINE = MergeTree ORDER BY n")
        client.insert("t", [(wanted,)], column_names=["x"])
        threads.append(threading.Thread(target=work, args=(database, wanted)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


def test_a_session_keeps_its_own_tables_and_settings():
    client = connect(session_id=uuid.uuid4().hex)
    client.command("CREATE TEMPORARY TABLE mine (x UInt8)")
    client.command("SET max_block_size = 1234")
    client.insert("mine", [(5,)], column_names=["x"])
    assert client.query("SELECT x, getSetting('max_block_size') FROM mine").first_row == (5, 1234)
    assert client.query("SELECT getSetting('max_block_size')", settings={"max_block_size": 9}).first_row == (9,)
    assert client.query("SELECT getSetting('max_block_size')").first_row == (1234,)
    expect(60, lambda: connect().query("SELECT * FROM mine"))


def test_a_wrong_password_is_refused():
    for password in ("", "wrong", PASSWORD + "x", PASSWORD[:-1]):
        expect(516, lambda p=password: clickhouse_connect.get_client(host=HOST, port=PORT, username=USER, password=p))
    expect(516, lambda: clickhouse_connect.get_client(host=HOST, port=PORT, username="root", password=PASSWORD))


def test_a_query_is_cancelled_when_the_client_leaves():
    watcher = connect()
    running = "SELECT count() FROM system.processes WHERE query LIKE '%{}%' AND query NOT LIKE '%processes%'"

    def left(mark):
        return watcher.query(running.format(mark)).first_row == (0,)

    # One that sends rows all the time, left in the middle; one that never sends any, left by a time-out.
    mark = "m" + uuid.uuid4().hex
    # (The client's own streams read to the end when they are closed; its raw streams leave.)
    stream = connect().raw_stream(f"SELECT number, '{mark}' FROM numbers(1000000000000)", fmt="TSV")
    assert len(stream.read(10_000_000)) == 10_000_000
    assert not left(mark)
    stream.close()
    wait_until(lambda: left(mark), "the streaming query to be cancelled")
    mark = "m" + uuid.uuid4().hex
    impatient = connect(send_receive_timeout=1, query_retries=0)
    try:
        impatient.query(f"SELECT count(), '{mark}' FROM numbers(1000000000000) WHERE NOT ignore(sleepEachRow(0))")
        raise AssertionError("the query cannot have ended")
    except AssertionError:
        raise
    except Exception:
        pass
    wait_until(lambda: left(mark), "the silent query to be cancelled")


def test_other_formats_pass_through():
    client = connect(fresh_database())
    client.command("CREATE TABLE t (a UInt8, b String) ENGINE = MergeTree ORDER BY a")
    client.raw_insert("t", ["a", "b"], "1,x\n2,y\n", fmt="CSV")
    assert client.raw_query("SELECT * FROM t ORDER BY a", fmt="TSVWithNames") == b"a\tb\n1\tx\n2\ty\n"
    assert client.raw_query("SELECT sum(a) AS s FROM t", fmt="JSONEachRow") == b'{"s":3}\n'
    assert client.raw_query("SELECT * FROM t", fmt="Parquet")[:4] == b"PAR1"
    assert client.query("SELECT * FROM t LIMIT 0").column_names == ("a", "b")
    assert client.command("SELECT count() FROM t") == 2
    assert "t" in client.command("SHOW TABLES")


def main():
    failed = []
    for name, test in list(globals().items()):
        if not name.startswith("test_"):
            continue
        started = time.monotonic()
        try:
            test()
            print(f"ok      {name} ({time.monotonic() - started:.1f} s)", flush=True)
        except Exception:
            failed.append(name)
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
    sys.exit(f"{len(failed)} failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
