"""Structured data: the right kind of thing, nothing private, nothing that could end the script element."""

import json

import pytest

from initiatives.enums import InitiativeKind
from initiatives.partial_dates import PartialDate
from initiatives.presentation.links import Link
from initiatives.presentation.structured_data import as_json_ld, breadcrumb_list, initiative_thing
from tests.factories import InitiativeFactory, OrganisationFactory, PartyFactory, ReachFactory

BASE = "https://voorbeeld.test"


def test_a_title_cannot_end_the_script_element() -> None:
    text = as_json_ld({"@type": "Service", "name": "</script><script>alert(1)</script> & <!--"})
    assert [sign for sign in "<>&" if sign in text] == []
    assert json.loads(text)["@graph"][0]["name"] == "</script><script>alert(1)</script> & <!--"


def test_the_trail_is_a_breadcrumb_list() -> None:
    assert breadcrumb_list([Link("Gebieden", "/gebieden/"), Link("Kerkrade", "/gebieden/kerkrade/")], BASE) == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Gebieden", "item": f"{BASE}/gebieden/"},
            {"@type": "ListItem", "position": 2, "name": "Kerkrade", "item": f"{BASE}/gebieden/kerkrade/"},
        ],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "start", "expected"),
    [
        (InitiativeKind.SERVICE, None, "Service"),
        (InitiativeKind.PROGRAMME, None, "Project"),
        (InitiativeKind.EVENT, PartialDate(2023, 6, 22), "Event"),
        (InitiativeKind.EVENT, None, "Project"),
        (InitiativeKind.EVENT, PartialDate(2023, quarter=2), "Project"),
    ],
)
def test_the_type_follows_the_kind(kind: str, start: PartialDate | None, expected: str) -> None:
    assert initiative_thing(InitiativeFactory(kind=kind, period_start=start), BASE)["@type"] == expected


@pytest.mark.django_db
def test_who_leads_provides_a_service_and_unaccepted_parties_are_left_out() -> None:
    initiative = InitiativeFactory(kind=InitiativeKind.SERVICE)
    PartyFactory(initiative=initiative, lead=True, organisation__name="Impuls")
    PartyFactory(initiative=initiative, lead=True, organisation=OrganisationFactory(unaccepted=True))
    ReachFactory(initiative=initiative, area__name="Kerkrade")
    thing = initiative_thing(initiative, BASE)
    assert thing["provider"] == [{"@type": "Organization", "name": "Impuls"}]
    assert thing["areaServed"] == [{"@type": "AdministrativeArea", "name": "Kerkrade"}]
