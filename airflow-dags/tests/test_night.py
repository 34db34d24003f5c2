"""A night through Airflow on a Spark cluster. AirflowIT prepares both and compares the tables."""

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

# Stage to one of the tables that it writes: others come after it.
VICTIMS = {
    "identity": "lake/silver/customer_events",
    "serve": "lake/gold/deliveries",
}


class Assassin(threading.Thread):
    """Kills the JVM of a stage once, as soon as a table is written."""

    def __init__(self, stage: str, table: Path):
        super().__init__(daemon=True)
        self.stage = stage
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
        return [child for child in psutil.Process().children(recursive=True) if self.is_mine(child)]

    def is_mine(self, process):
        try:
            words = process.cmdline()
        except psutil.Error:
            # It ended in the meantime.
            return False
        return "--stage" in words and self.stage in words


def test_a_night_ends_well_although_two_stages_are_killed(dags, database):
    night = Path(os.environ["TRIBUTARY_NIGHT"])
    dag = dags["nightly"]
    for task in dag.tasks:
        task.retry_delay = timedelta(seconds=0)
        task.retry_exponential_backoff = 0
    assassins = [Assassin(stage, night / table) for stage, table in VICTIMS.items()]
    for assassin in assassins:
        assassin.start()

    # The run that the schedule starts at two in the night after the eighth.
    run = dag.test(
        logical_date=datetime(2026, 11, 9, 2, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        run_after=datetime(2026, 11, 9, 2, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    )
    for assassin in assassins:
        assassin.stopped.set()

    tries = {ti.task_id: (str(ti.state), ti.try_number) for ti in run.get_task_instances()}
    assert [len(assassin.killed) for assassin in assassins] == [1] * len(VICTIMS)
    for stage in VICTIMS:
        assert tries.pop(stage) == ("success", 2)
    assert set(tries.values()) == {("success", 1)}
    assert str(run.state) == "success"
    pages = [page.name for page in night.glob("reports/nightly_*.html")]
    assert pages == ["nightly_2026-11-08T170000Z.html"]
