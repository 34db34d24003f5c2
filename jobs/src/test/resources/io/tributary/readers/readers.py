"""Reads every open table with one engine after the other and prints rows and checksum of each.

Standard input: {"tables": [{"name", "path", "columns": [[name, type], ...]}], "jars": "a.jar:b.jar"}.
Standard output: {engine: {"version": ..., "tables": {name: [rows, checksum]}}}.
The checksum is the sum, modulo 2**64, of the first eight bytes of each row's SHA-256; a row is its
values in a form that does not depend on the engine.
"""

import datetime
import decimal
import hashlib
import json
import os
import struct
import sys

import deltalake
import duckdb
import pandas
import polars

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def canonical(value, kind):
    if value is None or value is pandas.NA or value is pandas.NaT:
        return "~"
    if kind.startswith("map<"):
        pairs = value.items() if isinstance(value, dict) else [
            (pair["key"], pair["value"]) if isinstance(pair, dict) else pair for pair in value]
        return "{" + ",".join(f"{key}={canonical(text, 'string')}" for key, text in sorted(pairs)) + "}"
    if kind.startswith("array<"):
        return "[" + ",".join(canonical(item, kind[6:-1]) for item in value) + "]"
    if kind == "boolean":
        return "true" if value else "false"
    if kind in ("int", "bigint"):
        return str(int(value))
    if kind == "double":
        return struct.pack(">d", value).hex()
    if kind.startswith("decimal"):
        plain = format(decimal.Decimal(value), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if kind == "date":
        return value.isoformat()[:10]
    if kind == "timestamp":
        if isinstance(value, pandas.Timestamp):
            value = value.to_pydatetime(warn=False)
        if value.tzinfo is None:
            value = value.replace(tzinfo=datetime.timezone.utc)
        return str((value - EPOCH) // datetime.timedelta(microseconds=1))
    return str(value)


def checksum(rows, columns):
    count, total = 0, 0
    for row in rows:
        text = "\x1f".join(canonical(value, kind) for value, (_, kind) in zip(row, columns))
        total += int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        count += 1
    return [count, str(total % 2**64)]


def with_deltalake(path, names):
    return deltalake.DeltaTable(path).to_pyarrow_table(columns=names)


def of_deltalake(table):
    return zip(*(column.to_pylist() for column in table.columns)) if table.num_rows else []


def of_polars(path, names):
    return polars.read_delta(path).select(names).rows()


def of_pandas(path, names):
    frame = deltalake.DeltaTable(path).to_pandas(columns=names, types_mapper=pandas.ArrowDtype)
    return frame[names].itertuples(index=False, name=None)


def of_duckdb(connection, source, names):
    columns = ", ".join(f'"{name}"' for name in names)
    return connection.execute(f"SELECT {columns} FROM {source}").fetchall()


def of_duckdb_over_arrow(connection, path, names):
    connection.register("arrow_table", with_deltalake(path, names))
    return of_duckdb(connection, "arrow_table", names)


def has_delta_extension(connection):
    return bool(connection.execute(
        "SELECT 1 FROM duckdb_extensions() WHERE extension_name = 'delta' AND installed").fetchall())


def spark_session(jars):
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local[1]").appName("readers")
        .config("spark.driver.extraClassPath", jars)
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate())


def main():
    asked = json.load(sys.stdin)
    os.environ["TZ"] = "UTC"
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    engines = {
        "deltalake": (deltalake.__version__, lambda p, n: of_deltalake(with_deltalake(p, n))),
        "polars": (polars.__version__, of_polars),
        "pandas": (pandas.__version__, of_pandas),
        "duckdb": (duckdb.__version__, lambda p, n: of_duckdb_over_arrow(duck, p, n)),
    }
    if has_delta_extension(duck):
        duck.execute("LOAD delta")
        engines["duckdb delta_scan"] = (
            duckdb.__version__, lambda p, n: of_duckdb(duck, f"delta_scan('{p}')", n))
    if asked.get("jars"):
        import pyspark

        spark = spark_session(asked["jars"])
        engines["pyspark"] = (pyspark.__version__, lambda p, n:
                              (tuple(row) for row in spark.read.format("delta").load(p).select(n).collect()))
    answers = {}
    for engine, (version, read) in engines.items():
        tables = {}
        for table in asked["tables"]:
            names = [name for name, _ in table["columns"]]
            tables[table["name"]] = checksum(read(table["path"], names), table["columns"])
        answers[engine] = {"version": version, "tables": tables}
    json.dump(answers, sys.stdout)


main()
