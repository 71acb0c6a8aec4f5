"""``manage.py search_worker``: keep the search index up to date until stopped."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from search import worker
from search.meaning.supervisor import start_supervisor_thread


class Command(BaseCommand):
    help = "Keep the search index up to date until stopped. Needed where NAVIGATOR_INDEXER is none."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("The indexer runs.")
        start_supervisor_thread()
        worker.run_forever(stop)
