"""Writes the fixture mlflow-sqlite/mlflow.db: python3 tests/formats/runs/mlflow_database.py FILE

Two runs of one experiment in pages of 512 bytes, so that a small file has interior pages, overflow pages, an index and
free pages. The tables have the columns of MLflow's own.
"""

import os
import sqlite3
import sys

TABLES = """
CREATE TABLE experiments (
  experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL, artifact_location VARCHAR(256),
  lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT,
  CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), UNIQUE (name),
  CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')));
CREATE TABLE runs (
  run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), source_type VARCHAR(20), source_name VARCHAR(500),
  entry_point_name VARCHAR(50), user_id VARCHAR(256), status VARCHAR(9), start_time BIGINT, end_time BIGINT,
  source_version VARCHAR(50), lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER,
  deleted_time BIGINT, CONSTRAINT run_pk PRIMARY KEY (run_uuid));
CREATE TABLE metrics (
  key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL,
  step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL,
  CONSTRAINT metric_pk PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
CREATE TABLE latest_metrics (
  key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL,
  run_uuid VARCHAR(32) NOT NULL, CONSTRAINT latest_metric_pk PRIMARY KEY (key, run_uuid));
CREATE TABLE params (
  key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL,
  CONSTRAINT param_pk PRIMARY KEY (key, run_uuid));
CREATE TABLE "tags" (
  key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32) NOT NULL,
  CONSTRAINT tag_pk PRIMARY KEY (key, run_uuid));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
CREATE TABLE registered_models (name VARCHAR(256) NOT NULL PRIMARY KEY);
CREATE TABLE scratch (text VARCHAR(8000));
"""

RUNS = ["0a1b2c3d4e5f60718293a4b5c6d7e8f9", "11112222333344445555666677778888"]
START = 1700000000250


def main(path):
    if os.path.exists(path):
        os.remove(path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA page_size = 512")
    db.executescript(TABLES)
    db.execute("INSERT INTO experiments VALUES (1, 'reach', 'file:///work/my%20runs/1', 'active', ?, ?)", (START, START))
    for n, run in enumerate(RUNS):
        db.execute(
            "INSERT INTO runs VALUES (?, ?, 'LOCAL', 'train.py', '', 'someone', ?, ?, ?, '', 'active', ?, 1, NULL)",
            (run, ["calm-sun-7", "slow-moon-8"][n], ["FINISHED", "FAILED"][n], START + n, START + 60000 + n, f"file:///work/my%20runs/1/{run}/artifacts"),
        )
        db.execute("INSERT INTO params VALUES ('lr', '0.10', ?)", (run,))
        db.execute("INSERT INTO params VALUES ('seed', ?, ?)", (str(7 + n), run))
        db.execute("INSERT INTO params VALUES ('prompt', ?, ?)", ("long text " * 150 + f"end {n}", run))
        db.execute("INSERT INTO tags VALUES ('mlflow.source.git.commit', '0123456789abcdef0123456789abcdef01234567', ?)", (run,))
        db.execute("INSERT INTO tags VALUES ('mlflow.note.content', 'why this run', ?)", (run,))
        for step in range(12):
            value = 1 / (1 + step) if step != 3 else 0.0
            row = ("train/loss", value, START + 1000 * step, run, step, int(step == 3))
            db.execute("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)", row)
        db.execute("INSERT INTO metrics VALUES ('tokens', 8, ?, ?, 11, 0)", (START + 12000, run))
        db.execute("INSERT INTO latest_metrics VALUES ('train/loss', 0.08, ?, 11, 0, ?)", (START + 11000, run))
    db.execute("INSERT INTO alembic_version VALUES ('0123456789ab')")
    db.execute("INSERT INTO registered_models VALUES ('reach')")
    db.executemany("INSERT INTO scratch VALUES (?)", [("x" * 400,)] * 6)
    db.commit()
    db.execute("DROP TABLE scratch")
    db.commit()
    db.close()


main(sys.argv[1])
