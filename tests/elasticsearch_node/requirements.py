"""What a node needs of this machine: a Java of 21 or newer, Maven, and a folder to keep the download in."""

import os
import re
import shutil
import stat
import tempfile
from functools import lru_cache
from pathlib import Path

OLDEST_JAVA = 21
GIVEN_URL = "NAVIGATOR_TEST_ELASTICSEARCH_URL"
JAVA_VARIABLES = ("JAVA21_HOME", "ES_JAVA_HOME", "JAVA_HOME")
JVM_FOLDERS = (Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines"))


def given_url() -> str:
    """The address of a server that somebody else runs; empty when we run our own."""
    return os.environ.get("NAVIGATOR_TEST_ELASTICSEARCH_URL", "")


@lru_cache(maxsize=1)
def reason_missing() -> str:
    """Why no node can run here; empty when one can."""
    if given_url():
        return ""
    if java_home() is None:
        return f"no Java {OLDEST_JAVA} or newer found; install one, or set JAVA21_HOME to its folder"
    if not (distribution_folder() / "bin" / "elasticsearch").exists() and not shutil.which("mvn"):
        return f"Maven (mvn) not found, which fetches Elasticsearch; install it, or set {GIVEN_URL} to a server"
    return ""


def cache_folder() -> Path:
    """Where downloads and running nodes live; anyone may walk through it, as the node runs as another user."""
    default = Path("/var/tmp" if os.access("/var/tmp", os.W_OK) else tempfile.gettempdir())  # noqa: S108 -- ownership is checked
    given = os.environ.get("NAVIGATOR_TEST_CACHE_DIR")
    folder = Path(given) if given else default / f"navigator-test-engines-{os.getuid()}"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or stat.S_ISLNK(found.st_mode):
        raise RuntimeError(f"{folder} belongs to somebody else; set NAVIGATOR_TEST_CACHE_DIR to a folder of yours")
    return folder


VERSION = "9.2.0"


def distribution_folder() -> Path:
    return cache_folder() / f"elasticsearch-{VERSION}"


def java_home() -> Path | None:
    """The newest Java that is new enough: named by a variable, else installed in the usual folder."""
    named = [Path(os.environ[name]) for name in JAVA_VARIABLES if os.environ.get(name)]
    installed = [home for folder in JVM_FOLDERS if folder.is_dir() for home in folder.iterdir()]
    found = [
        (java_version(home), home) for home in [*named, *installed, *(home / "Contents/Home" for home in installed)]
    ]
    fit = [pair for pair in found if pair[0] >= OLDEST_JAVA]
    return next((home for _, home in fit if home in named), max(fit)[1] if fit else None)


def java_version(home: Path) -> int:
    """The major version by its ``release`` file; 0 when there is no Java here."""
    if not (home / "bin" / "java").exists():
        return 0
    found = re.search(r'JAVA_VERSION="(\d+)', _release(home))
    return int(found.group(1)) if found else 0


def has_vector_module(home: Path) -> bool:
    """Whether jdk.incubator.vector is in it: small builds leave it out, and then it must not be asked for."""
    return "jdk.incubator.vector" in _release(home)


def _release(home: Path) -> str:
    path = home / "release"
    return path.read_text(encoding="utf-8") if path.exists() else ""
