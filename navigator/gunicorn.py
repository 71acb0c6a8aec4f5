"""How gunicorn serves the site: one process with threads, in which the indexer runs too.

Read by gunicorn as its configuration (``gunicorn -c navigator/gunicorn.py navigator.wsgi``); ``manage.py start``
does so. The names below are gunicorn's.
"""

import gc
import os
import signal
from typing import Any

from navigator.addresses import address_to_open, bind_address

bind = bind_address(os.environ)
workers = int(os.environ.get("NAVIGATOR_WORKERS") or "1")  # of several, one at a time writes the search index
preload_app = True  # what is read once stays shared between the workers, dictionaries above all
worker_class = "gthread"
threads = int(os.environ.get("NAVIGATOR_THREADS") or "8")
timeout = 60
graceful_timeout = 20
# A connection that is kept stays with its worker, however busy that is while another waits.
keepalive = 5 if workers == 1 else 0
limit_request_line = 8190
accesslog = None  # search terms and positions stay out of log files
loglevel = "warning"
proc_name = "navigator"
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Let Ctrl-C end as gracefully as SIGTERM: requests that are being answered are finished."""
    server.handle_int = server.handle_term


def when_ready(server: Any) -> None:
    """Django is loaded, no worker started yet: read what all of them need, for them to share."""
    from django.db import connections  # noqa: PLC0415 -- needs Django to be set up

    from search.engines import embedded_engine  # noqa: PLC0415 -- needs Django to be set up
    from search.words.dutch_words import dutch_words  # noqa: PLC0415 -- needs Django to be set up

    connections.close_all()  # each worker has its own
    dutch_words()  # so that the first visitor need not wait for it either
    embedded_engine().read_ahead()
    gc.freeze()  # the collector would write into what is shared


def post_worker_init(worker: Any) -> None:
    """Start indexing and comparing meanings, then say that the site can be opened."""
    from django.utils.translation import gettext as _  # noqa: PLC0415 -- needs Django to be set up

    from search.meaning.supervisor import start_supervisor_thread  # noqa: PLC0415 -- needs Django to be set up
    from search.worker import start_indexer_thread  # noqa: PLC0415 -- needs Django to be set up

    # Ctrl-C in a terminal reaches this process too; its master tells it when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start_indexer_thread()
    start_supervisor_thread()
    if worker.age > 1:  # the first has said so already; a replaced one needs not
        return
    print(_("Navi(e)gator is ready: %(address)s") % {"address": address_to_open(os.environ)}, flush=True)  # noqa: T201 -- for the person at the terminal
