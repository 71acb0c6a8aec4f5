"""What differs under test: fast hashing, a directory of its own, plain static files."""

import atexit
import os
import shutil
import tempfile

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="navigator-test-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("OMP_NUM_THREADS", "1")  # two of an encoder wait for each other where tests run side by side
os.environ["NAVIGATOR_AREAS_SOURCE"] = ""
os.environ["NAVIGATOR_INDEXER"] = "none"
os.environ["NAVIGATOR_SEARCH_URL"] = ""
os.environ["NAVIGATOR_ENCODER"] = "none"

from navigator.settings.base import *  # noqa: F403 -- the environment must be set first
from navigator.settings.base import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["*"]
NAVIGATOR_RATE_LIMITS = False
