"""The made-up catalogue: the asked number, the same from the same seed, never mixed with real ones."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from initiatives.enums import AreaKind
from initiatives.models import Initiative, Organisation, Party, Place, Theme
from initiatives.synthetic.loading import NotEmptyError, load_synthetic

pytestmark = pytest.mark.django_db


def test_it_makes_the_asked_number_live_classified_and_marked():
    load_synthetic(150, seed=3)

    assert Initiative.objects.published().count() == 150
    assert not Initiative.objects.filter(themes=None).exists()
    assert not Initiative.objects.filter(reach=None).exists()
    assert Party.objects.filter(role="regie").count() == 150
    assert set(Initiative.objects.values_list("sources__title", flat=True)) == {"Gegenereerd voor proeven"}
    assert Organisation.objects.count() == 171 + 30
    assert Place.objects.count() == 18 + 45


def test_facets_are_skewed_and_points_lie_around_the_areas():
    load_synthetic(300, seed=3)

    uses = Counter(Theme.objects.filter(initiatives__isnull=False).values_list("slug", flat=True))
    most, *_others, least = [count for _slug, count in uses.most_common()]
    assert most >= 5 * least
    made = Place.objects.exclude(latitude=None).select_related("area")
    assert all(abs(place.latitude - place.area.latitude) < 0.05 for place in made)
    assert {place.area.kind for place in made} >= {AreaKind.MUNICIPALITY, AreaKind.NEIGHBOURHOOD}


def test_a_made_up_initiative_can_be_edited_and_published():
    load_synthetic(5, seed=1)
    initiative = Initiative.objects.first()
    initiative.full_clean()
    initiative.title = "Anders"
    initiative.save_revision().publish()

    assert Initiative.objects.get(pk=initiative.pk).title == "Anders"


def test_it_refuses_a_database_with_initiatives():
    load_synthetic(1, seed=1)

    with pytest.raises(NotEmptyError):
        load_synthetic(1, seed=1)
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize(("count", "seed"), [(0, 1), (-1, 1), (10**9, 1), (1, -1)])
def test_the_command_refuses_impossible_numbers(count, seed):
    with pytest.raises(CommandError):
        call_command("load_synthetic", count, seed=seed, stdout=StringIO())
    assert Initiative.objects.count() == 0
