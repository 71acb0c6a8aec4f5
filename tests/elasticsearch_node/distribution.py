"""Elasticsearch as Maven Central has it: the core, without a Java, unpacked once beside the other test downloads."""

import subprocess
import tempfile
import zipfile
from pathlib import Path

from tests.elasticsearch_node.locking import locked
from tests.elasticsearch_node.requirements import VERSION, cache_folder, distribution_folder

PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
FETCH_SECONDS = 600


def ready_distribution() -> Path:
    """The unpacked folder; of several processes that want it at once one fetches it, the others wait."""
    target = distribution_folder()
    with locked(cache_folder() / "fetch.lock"):
        if not target.exists():
            _fetch_and_unpack(target)
    return target


def _fetch_and_unpack(target: Path) -> None:
    """Into a folder beside it that is renamed when whole, so that a killed run leaves nothing half."""
    with tempfile.TemporaryDirectory(dir=cache_folder()) as folder:
        fetched = Path(folder)
        command = ["mvn", "-q", "-B", f"{PLUGIN}:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={fetched}"]
        subprocess.run([*command, "-Dtransitive=false"], check=True, timeout=FETCH_SECONDS)
        with zipfile.ZipFile(fetched / f"elasticsearch-{VERSION}.zip") as archive:
            archive.extractall(fetched)
        unpacked = fetched / f"elasticsearch-{VERSION}"
        _let_everyone_read(unpacked)
        unpacked.rename(target)


def _let_everyone_read(folder: Path) -> None:
    for path in folder.rglob("*"):
        is_program = path.parent.name == "bin" or path.is_dir()
        path.chmod(0o755 if is_program else 0o644)
    folder.chmod(0o755)
