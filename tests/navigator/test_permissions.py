"""Who may do what: one table. Every address of the site falls under exactly one of its rules.

A rule names views (globs allowed). For each role it says whether the view is open; for visitors also which methods.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import UserFactory
from tests.navigator.url_walk import View, all_views

READ = frozenset({"get", "head", "options"})
FORM = READ | {"post", "put"}  # Django's forms take PUT as POST
ANY = frozenset({*FORM, "patch", "delete"})
NOTHING: frozenset[str] = frozenset()
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
ROLES = ("redacteur", "moderator", "beheerder")
EVERYBODY = frozenset(ROLES)
ONLY_BEHEERDER = frozenset({"beheerder"})
NOBODY: frozenset[str] = frozenset()
LOGIN = f"/{settings.ADMIN_PATH}login/"


@dataclass(frozen=True)
class Rule:
    """Views by name: what visitors may do there, and which staff may open them (``None``: not asked here)."""

    names: tuple[str, ...]
    visitors: frozenset[str]
    staff: frozenset[str] | None = EVERYBODY

    def covers(self, view: View) -> bool:
        return any(fnmatchcase(view.name, name) for name in self.names)


RULES = (
    # The public site: reading only.
    Rule(("initiative-*", "organisation-*", "place-*", "area-*", "theme-*"), READ),
    Rule(("directory", "directory-*"), READ),
    Rule(("styleguide", "robots-txt", "security-txt", "sitemap", "sitemap-section", "healthz", "readyz"), READ),
    Rule(("rendition", "wagtaildocs_serve", "wagtail_serve", "api:*", "api-missing"), READ),
    # Pages and documents behind a password take that password.
    Rule(("wagtailcore_*", "wagtaildocs_authenticate_with_password"), FORM, staff=None),
    # Logging in and out, and getting a new password; a made-up link is told so, whatever the method.
    Rule(("wagtailadmin_login", "wagtailadmin_password_reset"), FORM, staff=None),
    Rule(("wagtailadmin_password_reset_confirm",), ANY, staff=None),
    Rule(("wagtailadmin_password_reset_done", "wagtailadmin_password_reset_complete"), READ, staff=None),
    Rule(("wagtailadmin_logout",), NOTHING, staff=None),
    # What the admin's pages are made of: icons and translated words, for whoever is logging in too.
    Rule(("wagtailadmin_sprite",), ANY, staff=None),
    Rule(("wagtailadmin_javascript_catalog",), READ, staff=None),
    # Everybody on the staff: the front page, the own account, the catalogue's records.
    Rule(("wagtailadmin_home", "wagtailadmin_account"), NOTHING),
    Rule(("wagtailsnippets_initiatives_initiative:*",), NOTHING),
    Rule(("organisation:*", "place:*", "contact:*"), NOTHING),
    # The terms and areas all entries share.
    Rule(
        ("area:*", "theme:*", "targetgroup:*", "programmeline:*", "crisisexpression:*"),
        NOTHING,
        staff=frozenset({"moderator", "beheerder"}),
    ),
    # What people searched in vain is for the whole staff; a synonym is an edit of a theme or target group.
    Rule(("searched_terms", "searched_terms_results"), NOTHING),
    Rule(("searched_terms_synonym", "synonym_preview"), NOTHING, staff=frozenset({"moderator", "beheerder"})),
    # Accounts and the set-up of the site: the administrator.
    Rule(("wagtailusers_users:*",), NOTHING, staff=ONLY_BEHEERDER),
    # Groups and the addresses of the site are laid down at installation; only a superuser changes them.
    Rule(("wagtailusers_groups:*", "wagtailsites:*"), NOTHING, staff=NOBODY),
    Rule(("wagtailsettings:*",), NOTHING, staff=None),
    # Tools of the editors: who may do what with them is judged object by object.
    Rule(("geocode", "choose_*", "wagtailsnippetchoosers_*", "wagtailimages*", "wagtaildocs:*"), NOTHING, staff=None),
    Rule(
        ("wagtaildocs_chooser:*", "wagtailredirects:*", "wagtailsnippets:*", "wagtail_bulk_action"), NOTHING, staff=None
    ),
    Rule(("wagtailadmin_[a-z]*:*", "wagtailadmin_choose_*", "wagtailadmin_choose_page"), NOTHING, staff=None),
    Rule(("wagtailadmin_explore*", "wagtailadmin_tag_*", "wagtailadmin_block_preview"), NOTHING, staff=None),
    Rule(("wagtailadmin_dismissibles", "wagtailadmin_error_test"), NOTHING, staff=None),
    # Nothing is there: every other address under the admin.
    Rule(("django.views.generic.base.TemplateView", "wagtail.admin.views.home.default"), NOTHING, staff=None),
)


@pytest.fixture(scope="module")
def views() -> list[View]:
    return all_views()


def rules_for(view: View) -> list[Rule]:
    return [rule for rule in RULES if rule.covers(view)]


def test_every_view_falls_under_exactly_one_rule(views):
    covered = {view.name: len(rules_for(view)) for view in views}
    assert {name: number for name, number in covered.items() if number != 1} == {}


def test_every_rule_covers_something(views):
    idle = [name for rule in RULES for name in rule.names if not any(fnmatchcase(view.name, name) for view in views)]
    assert idle == []


def is_refused(response) -> bool:
    """Sent to the log-in page, forbidden, or no such method."""
    return response.status_code in {403, 405} or response.headers.get("Location", "").startswith(LOGIN)


@pytest.mark.django_db
@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize("method", METHODS)
def test_visitors_do_what_their_rule_allows_and_nothing_else(views, method):
    visitor = Client(raise_request_exception=False)
    wrong = []
    for view in views:
        response = getattr(visitor, method)(view.path)
        allowed = method in rules_for(view)[0].visitors
        is_missing = response.status_code == 404
        if response.status_code >= 500 or (not is_missing and is_refused(response) == allowed):
            wrong.append((view.name, view.path, response.status_code, response.headers.get("Location")))
    assert not wrong, "\n".join(map(str, wrong))


def is_kept_out(response) -> bool:
    """Wagtail sends somebody without the right back to the front page."""
    home = f"/{settings.ADMIN_PATH}"
    return is_refused(response) or (response.status_code == 302 and response.headers["Location"] == home)


@pytest.mark.django_db
@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize("role", ROLES)
def test_staff_open_what_their_rule_allows_and_nothing_else(views, role):
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(in_groups=[role]))
    wrong = []
    for view in views:
        allowed = rules_for(view)[0].staff
        if allowed is None or not (view.is_admin and view.names_no_object):
            continue
        response = client.get(view.path)
        if response.status_code >= 500 or is_kept_out(response) == (role in allowed):
            wrong.append((view.name, view.path, response.status_code, response.headers.get("Location")))
    assert not wrong, "\n".join(map(str, wrong))
