"""What a public installation adds: TLS only, and no start without a key of its own."""

from navigator.settings.base import *  # noqa: F403 -- an overlay
from navigator.settings.base import env

SECRET_KEY = env.str("NAVIGATOR_SECRET_KEY")
DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.int("NAVIGATOR_HSTS_SECONDS", default=3600)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
if env.int("NAVIGATOR_TRUSTED_PROXIES", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
