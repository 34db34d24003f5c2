"""Airflow DAG: every night the whole pipeline, for the business day that has ended."""

from datetime import timedelta

from tributary_stages import BUSINESS_DAY, pipeline

# At two, when the files of the day are there (collect.due-by in the settings). The interval that ends then began on that day.
dag = pipeline(
    "nightly", cron="0 2 * * *", as_of=BUSINESS_DAY, timeout=timedelta(hours=6), priority=10
)
