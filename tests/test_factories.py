"""The factories make what their traits say."""

import pytest
from factory.django import DjangoModelFactory

from initiatives import models
from initiatives.models import Initiative
from tests import factories

pytestmark = pytest.mark.django_db

FACTORIES = [
    found
    for found in vars(factories).values()
    if isinstance(found, type) and issubclass(found, DjangoModelFactory) and not found._meta.abstract
]


@pytest.mark.parametrize("made_by", FACTORIES, ids=lambda found: found.__name__)
def test_every_factory_makes_a_valid_object(made_by) -> None:
    made_by().full_clean(exclude=["password"])


def test_every_model_has_a_factory() -> None:
    covered = {found._meta.model for found in FACTORIES}
    assert {getattr(models, name) for name in models.__all__} - covered == set()


def test_full_initiative_has_all_its_parts() -> None:
    made = factories.InitiativeFactory(full=True)
    stored = Initiative.objects.get(pk=made.pk)
    relations = ["themes", "initiative_places", "reach", "parties", "objectives", "results", "phase_history"]
    assert [getattr(stored, name).count() for name in relations] == [1] * len(relations)
    assert (stored.finance_lines.count(), stored.contacts.count()) == (2, 1)


def test_themes_and_target_groups_are_stored() -> None:
    theme, group = factories.ThemeFactory(), factories.TargetGroupFactory(older_people=True)
    made = factories.InitiativeFactory(themes=[theme], target_groups=[group])
    stored = Initiative.objects.get(pk=made.pk)
    assert (list(stored.themes.all()), list(stored.target_groups.all())) == ([theme], [group])


def test_draft_is_not_published() -> None:
    factories.InitiativeFactory(draft=True)
    live = factories.InitiativeFactory()
    assert list(Initiative.objects.published()) == [live]


def test_region_wide_initiatives_share_one_region() -> None:
    made = [factories.InitiativeFactory(region_wide=True) for _ in range(2)]
    assert {reach.area.slug for one in made for reach in one.reach.all()} == {"parkstad"}


def test_seven_municipalities_lie_in_the_region() -> None:
    seven = factories.seven_municipalities()
    assert {area.parent.slug for area in seven} == {"parkstad"}
    assert sorted(area.slug for area in seven) == list(factories.SEVEN_MUNICIPALITIES)
