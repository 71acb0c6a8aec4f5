"""Numbers and sections of the front page."""

import datetime

import pytest
from django.utils import timezone

from initiatives.models import Initiative
from navigator.cms.home import home_overview
from tests.factories import AreaFactory, InitiativeFactory, OrganisationFactory, ThemeFactory, UserFactory


@pytest.mark.django_db
def test_numbers_count_what_the_public_can_see():
    region = AreaFactory(region=True)
    AreaFactory(parent=region)
    AreaFactory(slug="almere", name="Almere")
    OrganisationFactory(unaccepted=True)
    OrganisationFactory()
    theme = ThemeFactory()
    InitiativeFactory(themes=[theme])
    InitiativeFactory(draft=True, themes=[theme])
    ThemeFactory()

    home = home_overview()

    assert (home.initiative_count, home.organisation_count, home.municipality_count) == (1, 1, 1)
    assert [(tile.name, tile.count) for tile in home.themes] == [(theme.name, 1)]


@pytest.mark.django_db
def test_what_was_only_loaded_is_no_news():
    InitiativeFactory().save_revision().publish()
    InitiativeFactory(last_confirmed_on=timezone.localdate() - datetime.timedelta(days=400))

    assert (home_overview().recent, home_overview().recent_heading) == ((), "")


@pytest.mark.django_db
def test_what_people_publish_or_confirm_is_recent():
    today = timezone.localdate()
    confirmed = InitiativeFactory(title="Bevestigd", last_confirmed_on=today - datetime.timedelta(days=3))
    written = InitiativeFactory(draft=True, title="Nieuw")
    editor = UserFactory(moderator=True)
    written.save_revision(user=editor).publish(user=editor)

    assert [card.title for card in home_overview().recent] == ["Nieuw", "Bevestigd"]
    assert Initiative.objects.published().filter(pk__in=[confirmed.pk, written.pk]).count() == 2
