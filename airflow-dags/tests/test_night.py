"""A night through Airflow and a real spark-submit. AirflowIT prepares it and compares the tables."""

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest

pytestmark = pytest.mark.skipif(
    "TRIBUTARY_NIGHT" not in os.environ,
    reason="TRIBUTARY_NIGHT names no prepared installation; ./mvnw verify -Pfull prepares one",
)

VICTIM = "identity"


class Assassin(threading.Thread):
    """Kills the JVM of a stage once, as soon as a table is written: others are still to come."""

    def __init__(self, table: Path):
        super().__init__(daemon=True)
        self.commit = table / "_delta_log" / f"{0:020d}.json"
        self.killed = []
        self.stopped = threading.Event()

    def run(self):
        while not self.killed and not self.stopped.wait(0.05):
            if self.commit.exists():
                for process in self.submissions():
                    process.kill()
                    self.killed.append(process.pid)

    def submissions(self):
        return [child for child in psutil.Process().children(recursive=True) if is_victim(child)]


def is_victim(process):
    try:
        words = process.cmdline()
    except psutil.Error:
        # It ended in the meantime.
        return False
    return "--stage" in words and VICTIM in words


def test_a_night_ends_well_although_a_stage_is_killed_once(dags, database):
    night = Path(os.environ["TRIBUTARY_NIGHT"])
    dag = dags["nightly"]
    for task in dag.tasks:
        task.retry_delay = timedelta(seconds=0)
        task.retry_exponential_backoff = 0
    assassin = Assassin(night / "lake/silver/customer_events")
    assassin.start()

    # The run that the schedule starts at two in the night after the eighth.
    run = dag.test(
        logical_date=datetime(2026, 11, 9, 2, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        run_after=datetime(2026, 11, 9, 2, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    )
    assassin.stopped.set()

    tries = {ti.task_id: (str(ti.state), ti.try_number) for ti in run.get_task_instances()}
    assert len(assassin.killed) == 1
    assert tries.pop(VICTIM) == ("success", 2)
    assert set(tries.values()) == {("success", 1)}
    assert str(run.state) == "success"
