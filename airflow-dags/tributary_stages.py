"""A pipeline of Tributary as an Airflow DAG: one spark-submit for each stage, and one for the report.

What the stages are, what they write, which of them send data out and whether a report is made stands
in plans/<pipeline>.json, as `tributary plan <pipeline> --json` printed it; nothing of that is repeated here. A stage and not a
job is a task because each task costs the start of a JVM; a retry resumes at the first job of the
stage that is unfinished. docs/operations.md says how to install this.
"""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.providers.smtp.notifications.smtp import SmtpNotifier
from airflow.sdk import DAG, Asset, CronDataIntervalTimetable, Param, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException

# Where tributary.jar, delta/ and conf/ lie: on the workers of Airflow, and on those of the cluster.
HOME = os.environ.get("TRIBUTARY_HOME", "/opt/tributary")
CONF = os.environ.get("TRIBUTARY_CONF", f"{HOME}/conf/cluster.conf")
# Who gets a mail when a stage has failed for good, through Airflow's connection smtp_default.
MAIL_TO = os.environ.get("TRIBUTARY_MAIL_TO", "")

# A lake has one writer at a time: the pool has one slot, so a waiting stage costs no JVM.
POOL = "tributary_lake"
SPARK_CONNECTION = "tributary_spark"
PLANS = Path(__file__).parent / "plans"

# The stage that takes files in.
COLLECT = "collect"

# With waits of 2 minutes, then twice as long each time: a quarter of an hour, and one and a half hours. What
# is sent waits for its destinations, and until the other DAG has brought through what it took in.
RETRIES = 3
SENDING_RETRIES = 6

# Exit codes of the command line. All others are worth a retry.
USAGE_OR_SETTINGS = 2
DATA_REFUSED = 3

# The end of the data interval, as the argument of --as-of: an instant, or the business day in which
# the interval begins, which means the end of that day. A run that was triggered by hand may give it.
INSTANT = "{{ params.as_of or data_interval_end.in_timezone('UTC').strftime('%Y-%m-%dT%H:%M:%SZ') }}"
BUSINESS_DAY = "{{ params.as_of or data_interval_start.in_timezone(time_zone).strftime('%Y-%m-%d') }}"


class CommandOperator(SparkSubmitOperator):
    """Runs a command. A failure that only a person can mend fails at once, with the job's own words."""

    def execute(self, context):
        try:
            super().execute(context)
        except AirflowException as failure:
            self.failed(str(failure), context, failure)

    def failed(self, said: str, context, failure: AirflowException):
        if exit_code(said) in (USAGE_OR_SETTINGS, DATA_REFUSED):
            raise AirflowFailException(job_words(said)) from failure
        raise AirflowException(job_words(said)) from failure


class StageOperator(CommandOperator):
    """Runs a stage.

    collects: whether the stage takes files in. When a required delivery is missing or was refused
    it takes in everything else, says that it deferred that failure, and ends in exit code 3: the
    stages that compute go on, as in `tributary run`, and the task required_deliveries keeps the
    stages that send from running. Exit code 3 alone may also mean that nothing was taken in.
    """

    def __init__(self, *, collects: bool = False, **arguments: Any):
        super().__init__(**arguments)
        self.collects = collects

    def failed(self, said, context, failure):
        if self.collects and exit_code(said) == DATA_REFUSED and was_deferred(said):
            self.log.error("Nothing will be sent: %s", job_words(said))
            context["ti"].xcom_push("refused", job_words(said))
        else:
            super().failed(said, context, failure)


class ReportOperator(CommandOperator):
    """Writes the page of a run, however that went, and then fails unless all tasks before it succeeded.

    So the state of the last task is that of the run, and clearing what failed clears the page with
    it. It is no teardown, which would say nothing of the run: a run that a person marks as failed
    goes on in Airflow until its teardown has ended, and ends well, for what had not begun is skipped.
    """

    def execute(self, context):
        super().execute(context)
        ti = context["ti"]
        tasks = sorted(self.upstream_task_ids)
        states = ti.get_task_states(dag_id=ti.dag_id, task_ids=tasks, run_ids=[ti.run_id])[ti.run_id]
        others = [f"{task} ({states[task]})" for task in tasks if states[task] != "success"]
        if others:
            # Whoever failed has told it; a mail of this task means that the page is missing.
            self.on_failure_callback = []
            raise AirflowFailException(f"The page is written. No success: {', '.join(others)}.")


def exit_code(failure: str) -> int | None:
    """The exit code of spark-submit in the hook's message; negative is a signal."""
    found = re.search(r"Error code is: (-?\d+)", failure)
    return int(found[1]) if found else None


def was_deferred(failure: str) -> bool:
    """Whether the job did its work and deferred its failures, as its line of progress says."""
    return re.search(r"^\s*deferred: ", failure, re.MULTILINE) is not None


def job_words(failure: str) -> str:
    """What the job said of its failure: it names what happened, why, and what to do."""
    lines = re.findall(r"^error: (.+)$", failure, re.MULTILINE)
    # Other output may quote data, and what is returned here is mailed.
    return "\n".join(lines) or "It ended without a word of its own: see the log of the task."


def pipeline(name: str, *, cron: str, as_of: str, timeout: timedelta, priority: int = 1) -> DAG:
    """The DAG of a pipeline. cron is read in the business time zone of the settings."""
    plan = json.loads((PLANS / f"{name}.json").read_text(encoding="utf-8"))
    time_zone = plan["time_zone"]
    with DAG(
        f"tributary_{name}",
        description=f"tributary run {name}, a task for each stage",
        # A cron expression alone gives no data interval, and --as-of is the end of one.
        schedule=CronDataIntervalTimetable(cron, timezone=time_zone),
        start_date=datetime(2026, 11, 1, tzinfo=ZoneInfo(time_zone)),
        catchup=False,
        # Tables move forward: the next interval waits for this one.
        max_active_runs=1,
        params={"as_of": as_of_parameter()},
        user_defined_macros={"time_zone": time_zone},
        default_args={
            "pool": POOL,
            "priority_weight": priority,
            "weight_rule": "absolute",
            "retries": RETRIES,
            "retry_delay": timedelta(minutes=2),
            "retry_exponential_backoff": 2,
            "max_retry_delay": timedelta(minutes=30),
            "execution_timeout": timeout,
            "on_failure_callback": notices(),
        },
        tags=["tributary"],
    ) as dag:
        chain(name, plan, as_of)
    return dag


def chain(name: str, plan: dict, as_of: str) -> None:
    """The stages one after another, the deliveries that all sending waits for, and the report."""
    stages = stages_of(plan)
    tasks = {stage: stage_task(name, stage, jobs, as_of) for stage, jobs in stages.items()}
    for earlier, later in pairwise(tasks.values()):
        earlier >> later
    told = list(tasks.values())
    sending = [tasks[stage] for stage, jobs in stages.items() if sends_out(jobs)]
    if sending:
        deliveries = required_deliveries.override(pool="default_pool", retries=0)()
        tasks[COLLECT] >> deliveries >> sending
        told.append(deliveries)
    if plan["report"]:
        # After each, and not after the last: that one is given up as soon as a delivery is missing.
        told >> ReportOperator(
            task_id="report",
            trigger_rule="all_done",
            **submission(name, "report", ["report", name], as_of),
        )


def stage_task(name: str, stage: str, jobs: list[dict], as_of: str) -> StageOperator:
    return StageOperator(
        task_id=stage,
        collects=stage == COLLECT,
        retries=SENDING_RETRIES if sends_out(jobs) else RETRIES,
        doc_md="\n".join(f"- `{job['job']}`" for job in jobs),
        outlets=[asset(table) for job in jobs for table in job["writes"] if is_gold(table)],
        **submission(name, stage, ["run", name, "--stage", stage], as_of),
    )


def sends_out(jobs: list[dict]) -> bool:
    return any(job["sends_out"] for job in jobs)


def submission(name: str, task_id: str, command: list[str], as_of: str) -> dict[str, Any]:
    """What spark-submit is told for a command."""
    return {
        "conn_id": SPARK_CONNECTION,
        "application": f"{HOME}/tributary.jar",
        "jars": f"{HOME}/delta/*.jar",
        "java_class": "io.tributary.Main",
        "name": f"tributary {name} {task_id}",
        "application_args": [*command, "--conf", CONF, "--as-of", as_of],
    }


def stages_of(plan: dict) -> dict[str, list[dict]]:
    """Stage to its jobs, in the order in which they run."""
    stages: dict[str, list[dict]] = {}
    for job in plan["jobs"]:
        stages.setdefault(job["stage"], []).append(job)
    return stages


def is_gold(table: str) -> bool:
    return table.startswith("gold.")


def asset(table: str) -> Asset:
    """A table that other DAGs may wait for."""
    return Asset(name=table, uri=f"tributary://{table.replace('.', '/')}", group="tributary")


@task
def required_deliveries(ti=None) -> None:
    """Fails when collect missed a required delivery: it may hold a withdrawal of consent."""
    refused = ti.xcom_pull(task_ids=COLLECT, key="refused")
    if refused:
        raise AirflowFailException(refused)


def as_of_parameter() -> Param:
    return Param(
        None,
        type=["null", "string"],
        description="For a run by hand: the end of the data interval, a business day such as"
        " 2026-11-08 or an instant such as 2026-11-08T17:00:00Z. Scheduled runs know it.",
    )


def notices() -> list:
    """What happens when a task has failed for good."""
    mail = SmtpNotifier(
        to=MAIL_TO,
        subject="{{ dag.dag_id }}: {{ ti.task_id }} failed",
        html_content="<pre>{{ exception | string | e }}</pre><p>Run {{ run_id | e }}</p>",
    )
    return [mail] if MAIL_TO else []
