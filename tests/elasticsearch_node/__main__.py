"""Runs a command with a real Elasticsearch beside it, where this machine can have one.

    python -m tests.elasticsearch_node COMMAND...

The command finds its address in ``NAVIGATOR_TEST_ELASTICSEARCH_URL``; without Java or Maven it runs all the same.
"""

import os
import subprocess
import sys

from tests.elasticsearch_node.lease import lease_node
from tests.elasticsearch_node.requirements import reason_missing

if __name__ == "__main__":
    missing = reason_missing()
    if missing:
        print(f"Without Elasticsearch: {missing}")  # noqa: T201 -- for who runs it
    address = {} if missing else {"NAVIGATOR_TEST_ELASTICSEARCH_URL": lease_node()}
    sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, **address}, check=False).returncode)
