"""``manage.py make_pages``: the first content of a new site."""

from typing import Any

from django.core.management.base import BaseCommand

from navigator.cms.first_pages import make_first_pages


class Command(BaseCommand):
    help = "Make the home page and the pages under it, unless there is a home page already."

    def handle(self, *args: Any, **options: Any) -> None:
        made = make_first_pages()
        self.stdout.write(f"Pages made: {', '.join(made)}." if made else "The pages are already there.")
