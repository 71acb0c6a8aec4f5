"""Entry point of the web server. It starts no thread: gunicorn loads it before it splits into workers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "navigator.settings.base")

application = get_wsgi_application()
