"""``make bench``: engines side by side and the site as visitors meet it, at several sizes of the catalogue.

    python -m navigator.benchmarks [--sizes 1000 10000 100000] [what one_size takes]

Each size is measured in a process of its own. ``NAVIGATOR_TEST_ELASTICSEARCH_URL`` adds Elasticsearch,
``POSTGRESQL_URL`` (that of a server, as tools/with_postgresql.sh gives it) Wagtail's search on PostgreSQL.
Measurements, not tests: other work on the machine makes them slower, so ratios of one run say more than times.
"""

import argparse
import os
import subprocess
import sys

SIZES = (1000, 10_000, 100_000)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure search at several sizes of the catalogue.")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    arguments, others = parser.parse_known_args()
    servers = os.environ.get("NAVIGATOR_TEST_ELASTICSEARCH_URL", "")
    database = os.environ.get("POSTGRESQL_URL", "")
    print(f"Elasticsearch: {'yes' if servers else 'none given'}; PostgreSQL: {'yes' if database else 'none given'}.")
    failed = 0
    for size in arguments.sizes:
        failed |= _measure(size, ["--servers", servers, *others])
        if database:
            failed |= _measure(size, ["--server", database, *others])
    return failed


def _measure(size: int, options: list[str]) -> int:
    print(f"\n## {size:,} initiatives\n", flush=True)
    command = [sys.executable, "-m", "navigator.benchmarks.one_size", str(size), *options]
    return int(bool(subprocess.run(command, check=False).returncode))  # noqa: S603 -- this very program


if __name__ == "__main__":
    sys.exit(main())
