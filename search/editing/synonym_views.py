"""Editors' pages for synonyms: add a searched word to a theme or target group, and see what a change would do."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from initiatives.models import TargetGroup, Theme
from initiatives.name_lists import MAX_NAME_LENGTH, NameListFormField, validate_names
from search.analysis import fold
from search.editing.synonym_preview import OWNERS, Effect, effects_of, find_owner, owner_key


def may_change(user: Any, record: Theme | TargetGroup) -> bool:
    return bool(policy_registry.get_by_type(type(record)).user_has_permission_for_instance(user, "change", record))


def changeable_models(user: Any) -> list[type[Theme] | type[TargetGroup]]:
    """Of which of both this user may change records."""
    return [model for model in OWNERS if policy_registry.get_by_type(model).user_has_permission(user, "change")]


class SynonymForm(forms.Form):
    """A word, and the theme or target group it means the same as."""

    term = forms.CharField(label=_("Word"), max_length=MAX_NAME_LENGTH)
    owner = forms.ChoiceField(label=_("Means the same as"))
    previewed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: Any, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        owner: Any = self.fields["owner"]
        owner.choices = [("", "---------"), *(_choices(model) for model in changeable_models(user))]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        owner = find_owner(cleaned.get("owner", ""))
        term = cleaned.get("term", "")
        if owner and fold(term) in {fold(name) for name in (owner.name, *owner.synonyms)}:
            raise ValidationError(gettext("“%(term)s” is in the list already.") % {"term": term})
        return {**cleaned, "record": owner}

    @property
    def state(self) -> str:
        """What a preview was made of; only that may be saved."""
        return f"{self.cleaned_data['owner']}:{self.cleaned_data['term']}"

    @property
    def is_previewed(self) -> bool:
        return bool(self.cleaned_data.get("previewed") == self.state)


def _choices(model: type[Theme] | type[TargetGroup]) -> tuple[str, list[tuple[str, str]]]:
    rows = [(owner_key(record), record.name) for record in model._default_manager.order_by("name")]
    return str(model._meta.verbose_name_plural).capitalize(), rows


class SynonymPage(WagtailAdminTemplateMixin, View):
    """What both pages share: the right to change synonyms, the frame, and the way back to the report."""

    _show_breadcrumbs = True
    template_name = "search/cms/synonym_page.html"
    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not changeable_models(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse_lazy("searched_terms"), "label": _("Searched without result")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def shown(self, *, status: int = 200, **context: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return response


class AddSynonymView(SynonymPage):
    """Choose, see what it does, save. Saving is an edit of the theme or group: same right, same log."""

    page_title = _("Add as synonym")

    def get(self, request: HttpRequest) -> HttpResponse:
        term = request.GET.get("term", "")[:MAX_NAME_LENGTH]
        return self._page(SynonymForm(request.user, initial={"term": term}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SynonymForm(request.user, request.POST)
        if not form.is_valid():
            return self._page(form)
        if "save" in request.POST and form.is_previewed:
            return self._save(request, form)
        record, term = form.cleaned_data["record"], form.cleaned_data["term"]
        values = {**form.cleaned_data, "previewed": form.state}
        effects = effects_of(record, record.name, [*record.synonyms, term])
        return self._page(SynonymForm(request.user, initial=values), effects, record)

    def _save(self, request: HttpRequest, form: SynonymForm) -> HttpResponse:
        record, term = form.cleaned_data["record"], form.cleaned_data["term"]
        try:
            add_synonym(record, term, request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._page(form)
        done = gettext("“%(term)s” is now a synonym of “%(name)s”.") % {"term": term, "name": record.name}
        messages.success(request, done)
        return HttpResponseRedirect(reverse("searched_terms"))

    def _page(self, form: SynonymForm, effects: tuple[Effect, ...] = (), record: Any = None) -> HttpResponse:
        return self.shown(form=form, effects=effects, record=record, is_form=True)


def add_synonym(record: Theme | TargetGroup, term: str, user: Any) -> None:
    """Add a word to the record's synonyms as its editor would; raises ``PermissionDenied`` or ``ValidationError``."""
    if not may_change(user, record):
        raise PermissionDenied
    with transaction.atomic():
        fresh = type(record)._default_manager.select_for_update().get(pk=record.pk)
        fresh.synonyms = [*fresh.synonyms, term]
        fresh.full_clean()
        fresh.save()
        log(instance=fresh, action="wagtail.edit", user=user, content_changed=True)


class SynonymPreviewView(SynonymPage):
    """What the synonyms in an open editor would do; posted from there, nothing is saved."""

    page_title = _("What these synonyms do")

    def get(self, request: HttpRequest, owner: str) -> HttpResponse:
        record = self._record(owner)
        return self._preview(record, record.name, record.synonyms)

    def post(self, request: HttpRequest, owner: str) -> HttpResponse:
        record = self._record(owner)
        try:
            names = NameListFormField(required=False).clean(request.POST.get("synonyms", ""))
            validate_names(names)
        except ValidationError as error:
            return self.shown(problems=error.messages, record=record, status=HTTPStatus.BAD_REQUEST)
        return self._preview(record, request.POST.get("name", record.name)[:120], names)

    def _preview(self, record: Theme | TargetGroup, name: str, names: list[str]) -> HttpResponse:
        return self.shown(effects=effects_of(record, name, names), record=record)

    def _record(self, owner: str) -> Theme | TargetGroup:
        record = find_owner(owner)
        if record is None:
            raise Http404
        if not may_change(self.request.user, record):
            raise PermissionDenied
        return record
