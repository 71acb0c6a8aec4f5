"""``manage.py search_rebuild``: make the search index anew, while the old one serves."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from search import indexing
from search.triggers import create_triggers, missing_triggers


class Command(BaseCommand):
    help = "Make the search index anew. Searching goes on meanwhile and misses nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if missing_triggers(connection):
            create_triggers(connection)
        count = indexing.rebuild()
        self.stdout.write(f"Search index made anew: {count} initiatives.")
