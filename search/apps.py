from django.apps import AppConfig
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import checks, receivers  # noqa: PLC0415 -- models are not loaded earlier
        from search.editing import searched_terms  # noqa: PLC0415 -- as above

        receivers.connect()
        checks.register_checks()
        request_finished.connect(searched_terms.write_counted, dispatch_uid="search-write-counted")
