"""The DAGs against the real Airflow: shape, data intervals, arguments, and what is worth a retry."""

import email
import json
import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pendulum
import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from conftest import airflow

import tributary_stages
from tributary_stages import PLANS, POOL, StageOperator, stages_of

PIPELINES = ["hourly", "nightly", "weekly"]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def plan(name):
    return json.loads((PLANS / f"{name}.json").read_text(encoding="utf-8"))


def stage_tasks(dag):
    return [task for task in dag.topological_sort() if isinstance(task, StageOperator)]


def interval(dag, after):
    """The first data interval that ends after an instant, and when its run may start."""
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import TimeRestriction

    restriction = TimeRestriction(
        earliest=pendulum.instance(after), latest=None, catchup=True
    )
    return coerce_to_core_timetable(dag.timetable).next_dagrun_info(
        last_automated_data_interval=None, restriction=restriction
    )


def arguments(task, dag, start, end, as_of=None):
    context = {
        "params": {"as_of": as_of},
        "data_interval_start": start,
        "data_interval_end": end,
    }
    return task.render_template(
        task.application_args, context, jinja_env=dag.get_template_env()
    )


def test_each_pipeline_has_a_dag(dags):
    assert sorted(dags) == PIPELINES


@pytest.mark.parametrize("name", PIPELINES)
def test_stages_are_those_of_the_plan_one_after_another(dags, name):
    tasks = stage_tasks(dags[name])

    assert [task.task_id for task in tasks] == list(stages_of(plan(name)))
    for before, after in zip(tasks, tasks[1:]):
        assert before.task_id in after.upstream_task_ids


@pytest.mark.parametrize("name", PIPELINES)
def test_gold_tables_are_assets_of_the_stage_that_writes_them(dags, name):
    written = {
        task.task_id: sorted(asset.name for asset in task.outlets)
        for task in stage_tasks(dags[name])
    }

    assert written == {
        stage: sorted(t for job in jobs for t in job["writes"] if t.startswith("gold."))
        for stage, jobs in stages_of(plan(name)).items()
    }


@pytest.mark.parametrize("name", ["hourly", "nightly"])
def test_nothing_is_sent_before_the_required_deliveries_are_there(dags, name):
    dag = dags[name]
    sending = {job["stage"] for job in plan(name)["jobs"] if job["sends_out"]}

    assert sending
    assert dag.get_task("required_deliveries").upstream_task_ids == {"collect"}
    for stage in sending:
        assert "required_deliveries" in dag.get_task(stage).upstream_task_ids


@pytest.mark.parametrize("name", PIPELINES)
def test_a_report_is_made_where_the_settings_ask_for_one_after_everything_else(dags, name):
    dag = dags[name]
    others = {task.task_id for task in dag.tasks} - {"report"}

    assert dag.has_task("report") == plan(name)["report"] == (name == "nightly")
    if dag.has_task("report"):
        report = dag.get_task("report")
        assert report.upstream_task_ids == others
        assert (report.trigger_rule, report.is_teardown) == ("all_done", False)


@pytest.mark.parametrize("name", PIPELINES)
def test_one_writer_at_a_time_with_retries_and_a_limit(dags, name):
    dag = dags[name]

    assert dag.max_active_runs == 1
    for task in stage_tasks(dag):
        assert (task.pool, task.pool_slots) == (POOL, 1)
        assert task.retries == (6 if task.task_id == "serve" else 3)
        assert task.execution_timeout is not None
        assert task.trigger_rule == "all_success"


def test_the_night_of_a_day_starts_after_the_day_has_ended_where_the_business_is(dags):
    dag = dags["nightly"]
    info = interval(dag, datetime(2026, 11, 8, 0, 0, tzinfo=ZONE))

    assert info.run_after.astimezone(ZONE) == datetime(2026, 11, 9, 2, 0, tzinfo=ZONE)
    for task in stage_tasks(dag):
        said = arguments(task, dag, info.data_interval.start, info.data_interval.end)
        assert said[said.index("--as-of") + 1] == "2026-11-08"


def test_an_hour_ends_at_its_instant(dags):
    dag = dags["hourly"]
    info = interval(dag, datetime(2026, 11, 8, 9, 30, tzinfo=ZONE))

    said = arguments(stage_tasks(dag)[0], dag, info.data_interval.start, info.data_interval.end)

    assert info.run_after.astimezone(ZONE) == datetime(2026, 11, 8, 11, 0, tzinfo=ZONE)
    assert said[said.index("--as-of") + 1] == "2026-11-08T04:00:00Z"


def test_a_run_by_hand_names_its_interval(dags):
    dag = dags["nightly"]

    said = arguments(stage_tasks(dag)[0], dag, None, None, as_of="2026-11-08")

    assert said[-1] == "2026-11-08"


def test_writes_the_arguments_of_every_stage_for_the_command_line_to_check(dags):
    """AirflowIT gives them to the real command line."""
    moment = datetime(2026, 11, 9, 2, 0, tzinfo=ZONE)
    rendered = []
    for name in PIPELINES:
        info = interval(dags[name], moment)
        for task in stage_tasks(dags[name]):
            rendered.append(
                arguments(task, dags[name], info.data_interval.start, info.data_interval.end)
            )
    report = dags["nightly"].get_task("report")
    instant = pendulum.instance(moment)
    rendered.append(arguments(report, dags["nightly"], instant, instant))

    assert all("{{" not in word for words in rendered for word in words)
    if "RENDERED_ARGUMENTS" in os.environ:
        Path(os.environ["RENDERED_ARGUMENTS"]).write_text(json.dumps(rendered), encoding="utf-8")


def test_a_past_week_is_its_seven_nights(known):
    planned = airflow(
        "backfill", "create", "--dag-id", "tributary_nightly", "--max-active-runs", "1",
        "--from-date", "2026-11-01T02:00:00+07:00", "--to-date", "2026-11-07T02:00:00+07:00",
        "--dry-run",
    )

    starts = re.findall(r"^\| (\d\S+ \d\S+)", planned, re.MULTILINE)
    days = [datetime.fromisoformat(start).astimezone(ZONE).date().isoformat() for start in starts]
    assert days == [f"2026-11-0{day}" for day in range(1, 8)]


class PushedValues:
    """As much of a task instance as an operator uses."""

    def __init__(self):
        self.values = {}

    def xcom_push(self, key, value):
        self.values[key] = value


@pytest.fixture
def spark_submit(tmp_path, monkeypatch):
    """Puts a shell script in the place of spark-submit."""

    def put(script):
        program = tmp_path / "spark-submit"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return put


@pytest.fixture
def ending(spark_submit):
    """Runs a stage with a spark-submit that ends as it is told; returns what the stage pushed."""

    def run(code, said, **options):
        spark_submit(f"echo '{said}' >&2\nexit {code}")
        stage = StageOperator(
            task_id="stage", conn_id=tributary_stages.SPARK_CONNECTION, application="x.jar", **options
        )
        instance = PushedValues()
        stage.execute({"ti": instance})
        return instance.values

    return run


@pytest.mark.parametrize("code", [2, 3])
def test_what_only_a_person_can_mend_is_not_tried_again(ending, code):
    with pytest.raises(AirflowFailException, match="^The key file is missing. To do: restore it.$"):
        ending(code, "error: The key file is missing. To do: restore it.")


@pytest.mark.parametrize("code", [1, 4, 137])
def test_everything_else_is_tried_again(ending, code):
    with pytest.raises(AirflowException, match="^Another run is writing the lake") as raised:
        ending(code, "error: Another run is writing the lake.")

    assert not isinstance(raised.value, AirflowFailException)


DEFERRED = """  [ 1/1] collect    collect-files             4.2 s  12,345 rows in 9 tables
          deferred: 2 failures, told at the end
error: A required file of crm is missing.
error: A required file of pos is missing."""


def test_a_refused_delivery_does_not_stop_the_stages_that_compute(ending):
    pushed = ending(3, DEFERRED, collects=True)

    assert pushed == {
        "refused": "A required file of crm is missing.\nA required file of pos is missing."
    }


def test_a_landing_that_cannot_be_read_is_no_refused_delivery(ending):
    with pytest.raises(AirflowFailException, match="^The landing root is a file.$"):
        ending(3, "error: The landing root is a file.", collects=True)


def test_only_the_stage_that_collects_may_go_on(ending):
    with pytest.raises(AirflowFailException, match="^A required file of crm is missing"):
        ending(3, DEFERRED)


def test_a_stage_that_succeeds_pushes_nothing(ending):
    assert ending(0, "done", collects=True) == {}


@pytest.fixture
def mails(dags):
    """The tasks of a night that told somebody of their failure, as it runs."""
    told = []
    for task in dags["nightly"].tasks:
        task.on_failure_callback = [lambda context: told.append(context["ti"].task_id)]
    yield told
    for task in dags["nightly"].tasks:
        task.on_failure_callback = tributary_stages.notices()


def night(dag, day):
    """The states of a night of its own and of its tasks, report apart, when all have ended."""
    moment = datetime(2026, 11, day, 2, 0, tzinfo=ZONE)
    run = dag.test(logical_date=moment, run_after=moment)
    tasks = {ti.task_id: ti for ti in run.get_task_instances()}
    report = tasks.pop("report")
    assert all(ti.end_date <= report.start_date for ti in tasks.values())
    others = {name: str(ti.state) for name, ti in tasks.items() if ti.state != "success"}
    return str(run.state), str(report.state), others


@pytest.mark.parametrize(
    "day, stage, said, expected, failed",
    [
        (
            11,
            "collect",
            DEFERRED,
            {"required_deliveries": "failed", "serve": "upstream_failed"},
            "required_deliveries",
        ),
        (12, "serve", "error: A consent is missing.", {"serve": "failed"}, "serve"),
    ],
)
def test_a_night_that_fails_is_reported_at_its_end_and_told_once(
    dags, database, spark_submit, mails, tmp_path, day, stage, said, expected, failed
):
    spark_submit(
        f"""case "$*" in
        *'--stage {stage} '*) echo '{said}' >&2; exit 3;;
        *' report nightly '*) touch {tmp_path}/page;;
        esac"""
    )

    assert night(dags["nightly"], day) == ("failed", "failed", expected)
    assert (tmp_path / "page").exists()
    assert mails == [failed]


def test_a_page_that_cannot_be_written_fails_the_night_and_is_told(
    dags, database, spark_submit, mails
):
    spark_submit("case \"$*\" in *' report nightly '*) echo 'error: No disk.' >&2; exit 2;; esac")

    assert night(dags["nightly"], 13) == ("failed", "failed", {})
    assert mails == ["report"]


def test_a_night_that_ends_well_is_told_to_nobody(dags, database, spark_submit, mails):
    spark_submit("exit 0")

    assert night(dags["nightly"], 14) == ("success", "success", {})
    assert mails == []


@pytest.mark.parametrize("state", ["failed", "upstream_failed", "skipped"])
def test_the_report_has_no_success_where_a_stage_had_none_whatever_came_after_it(
    dags, spark_submit, state
):
    spark_submit("exit 0")
    report = dags["nightly"].get_task("report").prepare_for_execution()
    states = {task: "success" for task in report.upstream_task_ids}

    class Instance:
        dag_id, run_id = "tributary_nightly", "night"

        @staticmethod
        def get_task_states(dag_id, task_ids, run_ids):
            assert (dag_id, run_ids) == ("tributary_nightly", ["night"])
            return {"night": {task: states[task] for task in task_ids}}

    report.execute({"ti": Instance()})
    states["identity"] = state
    with pytest.raises(AirflowFailException, match=rf"No success: identity \({state}\)\.$"):
        report.execute({"ti": Instance()})


class BegunRun:
    """A run in Airflow's tables: the first stage has ended well, the second is running."""

    def __init__(self, dag, day):
        from airflow import settings
        from airflow.models.dagrun import get_or_create_dagrun
        from airflow.serialization.serialized_objects import DagSerialization
        from airflow.utils.types import DagRunTriggeredByType

        self.stages = [task.task_id for task in stage_tasks(dag)]
        self.session = settings.Session()
        self.dag = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
        moment = pendulum.instance(datetime(2026, 11, day, 2, 0, tzinfo=ZONE))
        self.run = get_or_create_dagrun(
            dag=self.dag,
            run_id=f"begun_{day}",
            logical_date=moment,
            data_interval=(moment, moment),
            run_after=moment,
            start_date=moment,
            conf=None,
            triggered_by=DagRunTriggeredByType.TEST,
            triggering_user_name="a person",
            session=self.session,
        )
        first, second = self.stages[:2]
        self.set(first, "success")
        self.set(second, "running")

    def set(self, task, state):
        self.run.get_task_instance(task, session=self.session).set_state(state, session=self.session)
        self.session.commit()

    def states(self):
        self.session.expire_all()
        return {ti.task_id: ti.state for ti in self.run.get_task_instances(session=self.session)}

    def end(self, state):
        """What the scheduler does until the run has ended; whatever it starts ends in that state."""
        started = []
        while self.run.state == "running":
            ready, _ = self.run.update_state(session=self.session)
            for ti in ready:
                started.append(ti.task_id)
                self.set(ti.task_id, state)
            self.session.expire_all()
        return started


@pytest.mark.parametrize("name", PIPELINES)
def test_a_run_that_a_person_marks_as_failed_is_failed(dags, known, name):
    from airflow.api.common.mark_tasks import set_dag_run_state_to_failed

    begun = BegunRun(dags[name], 15)

    set_dag_run_state_to_failed(
        dag=begun.dag, run_id=begun.run.run_id, commit=True, session=begun.session
    )

    assert begun.states()[begun.stages[1]] == "failed"
    assert begun.end("success") == []
    assert begun.run.state == "failed"


@pytest.mark.parametrize("name", PIPELINES)
def test_a_stage_that_a_person_marks_as_failed_fails_the_run_and_is_reported(dags, known, name):
    begun = BegunRun(dags[name], 16)

    begun.dag.set_task_instance_state(
        task_id=begun.stages[1], run_id=begun.run.run_id, state="failed", session=begun.session
    )

    started = begun.end("failed")
    states = begun.states()
    assert started == [task for task in ["required_deliveries", "report"] if dags[name].has_task(task)]
    assert all(states[stage] == "upstream_failed" for stage in begun.stages[2:])
    assert begun.run.state == "failed"


def test_clearing_what_failed_in_a_night_makes_its_page_anew(dags, known):
    begun = BegunRun(dags["nightly"], 17)
    begun.set(begun.stages[1], "failed")
    begun.end("failed")

    begun.dag.clear(run_id=begun.run.run_id, only_failed=True, session=begun.session)
    begun.session.commit()

    assert {task for task, state in begun.states().items() if state is None} == {
        *begun.stages[1:],
        "required_deliveries",
        "report",
    }


def test_required_deliveries_fails_with_the_words_of_the_job(dags):
    class Instance:
        def __init__(self, refused):
            self.refused = refused

        def xcom_pull(self, task_ids, key):
            return self.refused if (task_ids, key) == ("collect", "refused") else None

    check = dags["nightly"].get_task("required_deliveries").python_callable

    check(ti=Instance(None))
    with pytest.raises(AirflowFailException, match="crm is missing"):
        check(ti=Instance("A required file of crm is missing."))


class Mailbox:
    """As much of an SMTP server as a notice needs: keeps the one message that it is given."""

    def starttls(self, context):
        pass

    def ehlo(self):
        pass

    def sendmail(self, from_addr, to_addrs, msg):
        self.sender, self.receivers, self.message = from_addr, to_addrs, email.message_from_string(msg)

    def close(self):
        pass


def test_a_notice_says_what_the_job_said_and_nothing_in_it_is_markup(dags, monkeypatch):
    from airflow.providers.smtp.hooks.smtp import SmtpHook

    connection = {"conn_type": "smtp", "host": "localhost", "extra": {"from_email": "airflow@example.com"}}
    mailbox = Mailbox()
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", json.dumps(connection))
    monkeypatch.setattr(SmtpHook, "_build_client", lambda hook: mailbox)
    monkeypatch.setattr(tributary_stages, "MAIL_TO", "night@example.com")
    dag = dags["nightly"]
    (notice,) = tributary_stages.notices()

    notice(
        {
            "dag": dag,
            "ti": dag.get_task("collect"),
            "run_id": "scheduled__2026-11-08",
            "exception": AirflowFailException("A file of <crm> is missing. To do: deliver it & run again."),
        }
    )

    assert (mailbox.sender, mailbox.receivers) == ("airflow@example.com", ["night@example.com"])
    assert mailbox.message["Subject"] == "tributary_nightly: collect failed"
    (body,) = mailbox.message.get_payload()
    assert body.get_payload(decode=True).decode() == (
        "<pre>A file of &lt;crm&gt; is missing. To do: deliver it &amp; run again.</pre>"
        "<p>Run scheduled__2026-11-08</p>"
    )


def test_nobody_gets_mail_who_did_not_ask_for_it(monkeypatch):
    monkeypatch.setattr(tributary_stages, "MAIL_TO", "")

    assert tributary_stages.notices() == []
