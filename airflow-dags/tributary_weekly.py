"""Airflow DAG: every week another model, as a proposal, and the upkeep of the tables."""

from datetime import timedelta

from tributary_stages import INSTANT, pipeline

dag = pipeline("weekly", cron="0 5 * * 0", as_of=INSTANT, timeout=timedelta(hours=6))
