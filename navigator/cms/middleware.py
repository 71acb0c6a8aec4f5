"""The CMS speaks Dutch, whatever the browser prefers, unless an editor chose another language in the account."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AdminLanguageMiddleware:
    """Comes after ``LocaleMiddleware``; Wagtail then applies the editor's own choice on top."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(f"/{settings.ADMIN_PATH}"):
            translation.activate(settings.LANGUAGE_CODE)
        return self.get_response(request)
