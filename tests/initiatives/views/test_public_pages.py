"""The public pages: what they answer, what they leave out, what they cost."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from initiatives.area_tree import initiative_counts
from initiatives.enums import AreaKind, Phase
from initiatives.models import Initiative
from initiatives.partial_dates import PartialDate
from tests.factories import (
    AreaFactory,
    ContactFactory,
    FinanceLineFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PartyFactory,
    PlaceFactory,
    ReachFactory,
    RelatedInitiativeFactory,
    ThemeFactory,
    seven_municipalities,
)

pytestmark = pytest.mark.django_db
INDEXES = ["/initiatieven/", "/organisaties/", "/locaties/", "/gebieden/", "/themas/"]


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def one_of_each() -> dict[str, str]:
    """An initiative with all its parts, and the address of each kind of page about it."""
    initiative = InitiativeFactory(full=True, title="Koffietafel")
    return {
        "initiative": "/initiatieven/koffietafel/",
        "organisation": initiative.parties.get().organisation.get_absolute_url(),
        "place": initiative.initiative_places.get().place.get_absolute_url(),
        "area": initiative.reach.get().area.get_absolute_url(),
        "theme": initiative.themes.get().get_absolute_url(),
    }


@pytest.mark.parametrize("kind", ["initiative", "organisation", "place", "area", "theme"])
def test_every_page_names_the_initiative_and_answers_head(
    client: Client, one_of_each: dict[str, str], kind: str
) -> None:
    assert "Koffietafel" in text_of(client, one_of_each[kind])
    head = client.head(one_of_each[kind])
    assert (head.status_code, head.content) == (200, b"")
    assert client.post(one_of_each[kind]).status_code == 405


@pytest.mark.parametrize("address", INDEXES)
def test_overviews_answer_empty_and_filled(client: Client, address: str) -> None:
    text_of(client, address)
    InitiativeFactory(full=True)
    text_of(client, address)
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("section", [index.strip("/") for index in INDEXES])
@pytest.mark.parametrize("slug", ["onbekend", "x" * 300, "%00", "%F0%9F%98%80", "a.b", "..%2F"])
def test_an_unknown_slug_is_not_found(client: Client, section: str, slug: str) -> None:
    assert client.get(f"/{section}/{slug}/").status_code in {400, 404}


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1000000000", "2", "1.5", "²", "٣", "", "1"])
@pytest.mark.parametrize("address", ["/initiatieven/", "/organisaties/", "/locaties/"])
def test_a_page_that_does_not_exist_is_not_found(client: Client, address: str, page: str) -> None:
    expected = 200 if page in {"", "1"} else 404
    assert client.get(address, {"pagina": page}).status_code == expected


@pytest.mark.parametrize("query", ["letter=%22", "letter=zz", "letter=%F0%9F%98%80"])
def test_an_unknown_letter_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/initiatieven/?{query}").status_code == 404


def test_an_unknown_kind_of_organisation_is_not_found(client: Client) -> None:
    assert client.get("/organisaties/?soort=banaan").status_code == 404
    assert client.get("/organisaties/?soort=zorg").status_code == 200


def test_a_long_overview_is_paged_and_every_page_is_its_own_address(client: Client) -> None:
    InitiativeFactory.create_batch(21)
    first, second = text_of(client, "/initiatieven/"), text_of(client, "/initiatieven/?pagina=2")
    assert (first.count("<article"), second.count("<article")) == (20, 1)
    assert 'href="http://localhost:8000/initiatieven/">' in first
    assert 'href="http://localhost:8000/initiatieven/?pagina=2">' in second


def test_a_letter_narrows_the_overview(client: Client) -> None:
    InitiativeFactory(title="Aanpak")
    InitiativeFactory(title="élan")
    InitiativeFactory(title="Beweging")
    assert re.findall(r'data-initiative="\d+"', text_of(client, "/initiatieven/?letter=b")).__len__() == 1


def test_drafts_appear_nowhere(client: Client) -> None:
    draft = InitiativeFactory(full=True, title="Geheim plan")
    shown = InitiativeFactory(title="Openbaar plan", parent=draft)
    RelatedInitiativeFactory(initiative=shown, related=draft)
    Initiative.objects.filter(pk=draft.pk).update(live=False)
    assert client.get("/initiatieven/geheim-plan/").status_code == 404
    pages = [
        *INDEXES,
        shown.get_absolute_url(),
        draft.parties.get().organisation.get_absolute_url(),
        draft.reach.get().area.get_absolute_url(),
        draft.initiative_places.get().place.get_absolute_url(),
        draft.themes.get().get_absolute_url(),
    ]
    assert [address for address in pages if "Geheim plan" in text_of(client, address)] == []


def test_a_newer_draft_of_a_published_initiative_stays_hidden(client: Client) -> None:
    initiative = InitiativeFactory(title="Wandelclub")
    initiative.summary = "Nog niet openbare tekst"
    initiative.save_revision()
    assert "Nog niet openbare tekst" not in text_of(client, "/initiatieven/wandelclub/")


def test_unaccepted_organisations_and_places_are_unknown_to_the_public(client: Client) -> None:
    organisation = OrganisationFactory(unaccepted=True, name="Verborgen stichting")
    place = PlaceFactory(unaccepted=True, name="Verborgen zaal")
    initiative = InitiativeFactory(last_confirmed_on=timezone.localdate(), last_confirmed_by=organisation)
    PartyFactory(initiative=initiative, organisation=organisation, lead=True)
    InitiativePlaceFactory(initiative=initiative, place=place)
    ContactFactory(initiative=initiative, public=True, organisation=organisation)
    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert client.get(place.get_absolute_url()).status_code == 404
    pages = [*INDEXES, initiative.get_absolute_url(), place.area.get_absolute_url()]
    assert [address for address in pages if "Verborgen" in text_of(client, address)] == []


def test_private_fields_are_shown_on_no_page(client: Client, one_of_each: dict[str, str]) -> None:
    initiative = Initiative.objects.get()
    initiative.responsible_municipality = AreaFactory(name="KANARIE gemeente")
    initiative.save()
    ContactFactory(initiative=initiative, email="kanarie@voorbeeld.test", phone="045-KANARIE", role="KANARIE rol")
    FinanceLineFactory(initiative=initiative, amount_eur=987654, note="KANARIE geld")
    for address in one_of_each.values():
        text = text_of(client, address)
        found = [word for word in ("KANARIE", "kanarie@", "987.654", "987654", "intern@") if word in text]
        assert found == [], address


def test_public_contacts_and_public_money_are_shown(client: Client) -> None:
    initiative = InitiativeFactory()
    ContactFactory(initiative=initiative, public=True, phone="045 123 45 67", organisation__name="Buurtpunt")
    FinanceLineFactory(initiative=initiative, public=True, amount_eur=1234567)
    text = text_of(client, initiative.get_absolute_url())
    expected = ["mailto:balie@voorbeeld.test", "tel:0451234567", "Buurtpunt", "€ 1.234.567"]
    assert [part for part in expected if part in text] == expected


def test_a_home_shows_no_more_than_its_municipality(client: Client) -> None:
    kerkrade = AreaFactory(name="Kerkrade", latitude=50.8658, longitude=6.0625)
    heilust = AreaFactory(name="Heilust", kind=AreaKind.NEIGHBOURHOOD, parent=kerkrade)
    home = PlaceFactory(
        home=True,
        area=heilust,
        street_address="Kanariestraat 1",
        town="Kanariedorp",
        latitude=50.8701,
        longitude=6.0702,
    )
    initiative = InitiativeFactory(title="Thuiskamer")
    InitiativePlaceFactory(initiative=initiative, place=home)
    for address in (initiative.get_absolute_url(), home.get_absolute_url()):
        text = text_of(client, address)
        assert [word for word in ("Kanarie", "50.8701", "6.0702", "Heilust") if word in text] == [], address
        assert "50.8658" in text
    assert "Thuiskamer" not in text_of(client, heilust.get_absolute_url())
    assert home.name not in text_of(client, "/locaties/")


def test_an_area_counts_what_lies_below_it_once(client: Client) -> None:
    kerkrade = seven_municipalities()[3]
    heilust = AreaFactory(name="Heilust", kind=AreaKind.NEIGHBOURHOOD, parent=kerkrade)
    both, below, at_place, elsewhere = InitiativeFactory.create_batch(4)
    for initiative, area in (
        (both, kerkrade),
        (both, heilust),
        (below, heilust),
        (elsewhere, AreaFactory(name="Venlo")),
    ):
        ReachFactory(initiative=initiative, area=area)
    InitiativePlaceFactory(initiative=at_place, place=PlaceFactory(area=heilust))
    assert "Kerkrade heeft 3 initiatieven." in text_of(client, "/gebieden/kerkrade/")
    assert "Parkstad heeft 3 initiatieven." in text_of(client, "/gebieden/parkstad/")
    overview = text_of(client, "/gebieden/")
    assert re.search(r'href="/gebieden/kerkrade/">Kerkrade</a></h2>\s*<p[^>]*>3 initiatieven</p>', overview)


def test_what_serves_a_whole_municipality_is_on_the_page_of_each_area_in_it(client: Client) -> None:
    kerkrade = seven_municipalities()[3]
    heilust = AreaFactory(name="Heilust", slug="heilust", kind=AreaKind.NEIGHBOURHOOD, parent=kerkrade)
    ReachFactory(initiative=InitiativeFactory(title="Voor heel Kerkrade"), area=kerkrade)
    ReachFactory(initiative=InitiativeFactory(title="Voor de regio"), area=kerkrade.parent)
    page = text_of(client, "/gebieden/heilust/")
    assert "Heilust heeft 1 initiatief." in page
    assert "Voor heel Kerkrade" in page
    assert initiative_counts() == {heilust.pk: 1, kerkrade.pk: 1, kerkrade.parent_id: 2}


def test_an_organisation_leads_joins_and_meets_others(client: Client) -> None:
    impuls, ggd = OrganisationFactory(name="Impuls"), OrganisationFactory(name="GGD")
    led, joined = InitiativeFactory(title="Eerste"), InitiativeFactory(title="Andere")
    PartyFactory(initiative=led, organisation=impuls, lead=True)
    PartyFactory(initiative=joined, organisation=impuls)
    for initiative in (led, joined):
        PartyFactory(initiative=initiative, organisation=ggd)
    text = text_of(client, impuls.get_absolute_url())
    assert "Impuls leidt 1 initiatief en doet mee aan 1 ander." in text
    assert text.index("Eerste") < text.index("Andere")
    assert re.search(r'href="/organisaties/ggd/">GGD</a> <span class="soft">2<', text)


def test_links_show_from_both_sides_once(client: Client) -> None:
    one, other = InitiativeFactory(title="Ene"), InitiativeFactory(title="Andere")
    RelatedInitiativeFactory(initiative=one, related=other)
    RelatedInitiativeFactory(initiative=other, related=one)
    assert text_of(client, one.get_absolute_url()).count('href="/initiatieven/andere/"') == 1
    assert text_of(client, other.get_absolute_url()).count('href="/initiatieven/ene/"') == 1


def test_the_page_says_how_sure_it_is(client: Client) -> None:
    organisation = OrganisationFactory(name="Impuls")
    old = InitiativeFactory(state_as_of=PartialDate(2023, 1))
    fresh = InitiativeFactory(last_confirmed_on=timezone.datetime(2026, 3, 5).date(), last_confirmed_by=organisation)
    assert "Stand januari 2023, nog niet bevestigd" in text_of(client, old.get_absolute_url())
    assert "Laatst gecontroleerd op 5 maart 2026 door Impuls" in text_of(client, fresh.get_absolute_url())


def test_empty_sections_are_left_out(client: Client) -> None:
    text = text_of(client, InitiativeFactory().get_absolute_url())
    ids = re.findall(r'<h2 id="([a-z-]+)"', text)
    assert [found for found in ids if not found.startswith("footer-")] == ["phases-heading", "about-heading"]


def test_an_unmeasured_goal_is_said_to_be_unmeasured(client: Client) -> None:
    initiative = InitiativeFactory()
    ObjectiveFactory(initiative=initiative, baseline=None)
    text = text_of(client, initiative.get_absolute_url())
    assert [text.count("Nog niet gemeten"), text.count("goal__empty"), text.count("goal__bar")] == [2, 1, 0]


def test_structured_data_and_canonical_address_are_valid(client: Client, one_of_each: dict[str, str]) -> None:
    for address in one_of_each.values():
        text = text_of(client, address)
        graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S).group(1))[
            "@graph"
        ]
        assert graph[-1]["itemListElement"][-1]["item"] == f"http://localhost:8000{address}"
        assert f'<link rel="canonical" href="http://localhost:8000{address}">' in text


def test_hostile_text_is_escaped(client: Client) -> None:
    initiative = InitiativeFactory(title="<script>x</script>", slug="veilig", summary='"><img src=x onerror=1>')
    PartyFactory(initiative=initiative, organisation__name="<b>dik</b>")
    text = text_of(client, "/initiatieven/veilig/")
    assert [bad for bad in ("<script>x", "<img src=x", "<b>dik") if bad in text] == []


def test_the_preview_of_an_unsaved_revision_is_the_public_page(rf, admin_user) -> None:
    initiative = InitiativeFactory(full=True, title="Oud", phase=Phase.PREPARATION)
    initiative.title = "Nieuw"
    initiative.save_revision()
    unsaved = initiative.get_latest_revision_as_object()
    answer = unsaved.make_preview_request(preview_mode="")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Nieuw</h1>" in text
    assert [part for part in ("Eerste bijeenkomst", "Jaarverslag 2022", "Buurthuis") if part in text] == [
        "Eerste bijeenkomst",
        "Jaarverslag 2022",
        "Buurthuis",
    ]


def page_with(kind: str, count: int) -> str:
    """A page about one record that ``count`` full initiatives share, each with parts of its own too."""
    theme, organisation, area = (
        ThemeFactory(name="Gedeeld"),
        OrganisationFactory(name="Gedeeld"),
        AreaFactory(name="Gedeeld"),
    )
    place = PlaceFactory(name="Gedeeld", area=area)
    AreaFactory(name="Deel", parent=area)
    for _ in range(count):
        initiative = InitiativeFactory(full=True, themes=[theme])
        PartyFactory(initiative=initiative, organisation=organisation, lead=True)
        ReachFactory(initiative=initiative, area=area)
        InitiativePlaceFactory(initiative=initiative, place=place)
        ReachFactory(initiative=initiative)
        RelatedInitiativeFactory(initiative=initiative)
    records = {"organisation": organisation, "area": area, "place": place, "theme": theme, "initiative": initiative}
    return records[kind].get_absolute_url() if kind in records else kind


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"),
    [
        ("initiative", 16),
        ("organisation", 11),
        ("place", 8),
        ("area", 14),
        ("theme", 11),
        ("/initiatieven/", 8),
        ("/organisaties/", 3),
        ("/locaties/", 2),
        ("/gebieden/", 2),
        ("/themas/", 4),
    ],
)
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries, kind: str, queries: int, count: int
) -> None:
    address = page_with(kind, count)
    client.get(address)
    with django_assert_num_queries(queries):
        text_of(client, address)
