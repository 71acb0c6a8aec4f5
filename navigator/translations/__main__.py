"""``python -m navigator.translations update|check|compile``."""

import sys

from navigator.translations.catalogues import compile_all, problems, update_all


def main(action: str) -> int:
    if action == "update":
        update_all()
    elif action == "compile":
        compile_all()
    elif action == "check":
        found = problems()
        print("\n".join(found) or "The catalogues are in step with the source.")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
