#!/usr/bin/env python
"""Django's command-line entry point."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings.base")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- needs the settings named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
