"""Airflow's own home for the tests, set before anything imports Airflow."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

DAGS = Path(__file__).parent.parent

HOME = Path(os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-")))
os.environ.update(
    {
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
    }
)
# AirflowIT names its cluster; all tests but that of the night run without.
os.environ.setdefault("AIRFLOW_CONN_TRIBUTARY_SPARK", '{"conn_type": "spark", "host": "local[2]"}')
# Whoever runs the tests may have one; spark-submit is that of the pinned pyspark.
os.environ.pop("SPARK_HOME", None)
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
sys.path.insert(0, str(DAGS))


@pytest.fixture(scope="session")
def dags():
    """Pipeline name to its DAG, imported as Airflow imports it."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=str(DAGS))
    assert bag.import_errors == {}
    return {name.removeprefix("tributary_"): dag for name, dag in bag.dags.items()}


def airflow(*arguments):
    """What a command of Airflow prints."""
    command = [sys.executable, "-m", "airflow", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def database():
    """Airflow's own tables."""
    airflow("db", "migrate")


@pytest.fixture(scope="session")
def known(database):
    """Airflow's own tables, in which the DAGs stand."""
    airflow("dags", "reserialize")
