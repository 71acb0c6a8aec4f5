"""The project's own files as the tests about style and documents read them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ("navigator", "initiatives", "search")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is in git or would be; ignored files (databases, compiled catalogues) are none of them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:  # an unpacked archive instead of a clone
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts)
    return tuple(sorted(path for name in set(listed.stdout.split("\0")) if name and (path := ROOT / name).is_file()))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files_under(*folders: str, suffix: str) -> list[Path]:
    return [path for path in project_files() if relative(path).startswith(folders) and path.suffix == suffix]


def product_modules() -> list[Path]:
    """The Python files of the product, migrations aside."""
    folders = tuple(f"{folder}/" for folder in PRODUCT)
    return [path for path in files_under(*folders, suffix=".py") if "migrations" not in path.parts]
