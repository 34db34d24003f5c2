"""Splink's plain person model on a CRM file of `tributary generate`: one JSON line on standard output.

Usage: splink_peer.py CRM_CSV CLUSTERS_PARQUET

Reads a CSV with record_key, truth and the columns of the CRM; normalises as its tutorials do; trains, predicts and
clusters with DuckDB on two threads; writes the clusters at its documented cut of 0.95 to Parquet. The time ends there.
The scores of all cuts are computed after it. The truth takes no part before.
"""

import json
import sys
import time

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

CUTS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]
DOCUMENTED_CUT = 0.95

PEOPLE = """
CREATE TABLE people AS
SELECT record_key AS unique_id,
       nullif(name[1], '') AS first_word,
       CASE WHEN len(name) > 1 THEN name[-1] END AS last_word,
       TRY_CAST(try_strptime(birth_date, '%d/%m/%Y') AS DATE) AS birth_date,
       lower(email) AS email,
       nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 9), '') AS phone,
       lower(strip_accents(address)) AS address,
       postal_code
FROM (SELECT *, string_split(lower(strip_accents(full_name)), ' ') AS name
      FROM read_csv(?, header = true, all_varchar = true))
"""

# What its users do by hand first: values on more rows than a family could fill belong to nobody.
PLACEHOLDERS = """
UPDATE people SET {column} = NULL
WHERE {column} IN (SELECT {column} FROM people GROUP BY {column} HAVING count(*) > 30)
"""

SCORES = """
WITH truths AS (SELECT c.cluster_id, t.truth
              FROM clusters c JOIN read_csv(?, header = true, all_varchar = true) t ON t.record_key = c.unique_id),
     pairs AS (SELECT (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM truths GROUP BY cluster_id, truth)) AS hit,
                      (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM truths GROUP BY cluster_id)) AS found,
                      (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) n FROM truths GROUP BY truth)) AS real)
SELECT hit / found, hit / real, 2 * hit / (found + real) FROM pairs
"""


def main(source: str, target: str) -> None:
    started = time.monotonic()
    connection = duckdb.connect()
    connection.execute("SET threads = 2").fetchall()
    connection.execute(PEOPLE, [source]).fetchall()
    for column in ("email", "phone"):
        connection.execute(PLACEHOLDERS.format(column=column)).fetchall()
    records = connection.execute("SELECT count(*) FROM people").fetchall()[0][0]
    database = DuckDBAPI(connection=connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first_word").configure(term_frequency_adjustments=True),
            cl.NameComparison("last_word").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=False),
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("phone", [1, 2]),
            cl.JaroWinklerAtThresholds("address", [0.9, 0.7]),
            cl.ExactMatch("postal_code"),
        ],
        # Of a million records with few family names, agreement on a whole name and a province alone makes 65 million
        # pairs, and on the name alone, to train on, more than the disk holds. With the street they are 151,000.
        blocking_rules_to_generate_predictions=[
            block_on("first_word", "last_word", "birth_date"),
            block_on("email"),
            block_on("phone"),
            block_on("first_word", "last_word", "address"),
            block_on("address", "postal_code"),
            block_on("last_word", "birth_date"),
        ],
    )
    linker = Linker(database.register("people"), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email"), block_on("first_word", "last_word", "birth_date")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_word", "last_word", "address"))
    predictions = linker.inference.predict(threshold_match_probability=min(CUTS))
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=DOCUMENTED_CUT
    )
    connection.execute(
        f"COPY (SELECT cluster_id, unique_id FROM {clusters.physical_name}) TO '{target}' (FORMAT parquet)"
    ).fetchall()
    seconds = time.monotonic() - started

    scores = {}
    for cut in CUTS:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predictions, threshold_match_probability=cut
        )
        connection.execute(f"CREATE OR REPLACE TEMP VIEW clusters AS SELECT * FROM {found.physical_name}").fetchall()
        precision, recall, f1 = connection.execute(SCORES, [source]).fetchall()[0]
        scores[str(cut)] = {"precision": precision, "recall": recall, "f1": f1}
    pairs = connection.execute(f"SELECT count(*) FROM {predictions.physical_name}").fetchall()[0][0]
    print(
        json.dumps(
            {
                "splink": splink.__version__,
                "duckdb": duckdb.__version__,
                "records": records,
                "pairs_above_half": pairs,
                "seconds": round(seconds, 2),
                "scores": scores,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
