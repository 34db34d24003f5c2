"""Airflow DAG: every hour what is new, up to the segments and the hourly destinations."""

from datetime import timedelta

from tributary_stages import INSTANT, pipeline

dag = pipeline("hourly", cron="0 * * * *", as_of=INSTANT, timeout=timedelta(hours=1))
