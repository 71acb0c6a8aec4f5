"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings.base")

application = get_wsgi_application()

from search.worker import start_indexer_thread  # noqa: E402 -- apps must be loaded first

start_indexer_thread()
