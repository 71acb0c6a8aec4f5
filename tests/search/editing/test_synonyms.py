"""Editors' pages: what people searched in vain, adding a word as synonym, and what that would change."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from initiatives.models import Theme
from search.editing.models import SearchedTerm
from search.editing.synonym_preview import EVERYDAY_TEXTS, Effect, effects_of, find_owner, owner_key, texts_to_try
from tests.factories import InitiativeFactory, TargetGroupFactory, ThemeFactory, days_ago

pytestmark = pytest.mark.django_db
OTHERS = 30  # a word that most entries hold says too little to stand in for another


@pytest.fixture
def theme(search_index) -> Theme:
    made = ThemeFactory(name="Eenzaamheid", slug="eenzaamheid", synonyms=["alleen zijn"])
    InitiativeFactory(title="Samen tegen eenzaamheid", themes=[made])
    InitiativeFactory(title="Eenzaamheid de baas", themes=[made])
    InitiativeFactory.create_batch(OTHERS)
    search_index()
    return made


def search_in_vain(
    text: str = "kluizenaar", kind: str = "niets", times: int = 2, days: tuple[int, ...] = (0, 1)
) -> None:
    for ago in days:
        SearchedTerm.objects.create(day=days_ago(ago), text=text, kind=kind, count=times)


def report(client: Client, **parameters: str) -> list[tuple[str, int]]:
    rows = client.get(reverse("searched_terms"), parameters).context["object_list"]
    return [(row["text"], row["times"]) for row in rows]


def test_the_preview_tells_what_a_synonym_would_find(theme: Theme) -> None:
    search_in_vain()
    effects = effects_of(theme, theme.name, [*theme.synonyms, "kluizenaar"])
    assert effects[0] == Effect("kluizenaar", 0, 2)
    assert Effect("bewegen", 0, 0) in effects
    assert [effect.text for effect in effects if effect.is_changed] == ["kluizenaar"]
    assert Theme.objects.get().synonyms == ["alleen zijn"]


def test_taking_a_synonym_away_tells_what_is_lost(theme: Theme) -> None:
    Theme.objects.update(synonyms=["kluizenaar"])
    theme.refresh_from_db()
    assert Effect("kluizenaar", 2, 0) in effects_of(theme, theme.name, [])


def test_looked_at_are_what_changes_what_was_searched_and_everyday_texts(theme: Theme) -> None:
    search_in_vain("breiclub")
    search_in_vain("te weinig", times=1, days=(0,))
    texts = texts_to_try(theme, "Eenzaamheid", ["kluizenaar"])
    assert texts == ["kluizenaar", "alleen zijn", "Eenzaamheid", "breiclub", *EVERYDAY_TEXTS[1:]]


def test_many_changed_names_are_bounded(theme: Theme) -> None:
    names = [f"woord{number}" for number in range(100)]
    assert len(texts_to_try(theme, theme.name, names)) <= 30


@pytest.mark.parametrize("key", ["", "theme", "theme-", "theme-x", "area-1", "theme-99999999999999999999", "theme-²"])
def test_a_made_up_owner_is_not_found(key: str) -> None:
    assert find_owner(key) is None


def test_an_owner_is_found_by_its_key() -> None:
    group, theme = TargetGroupFactory(), ThemeFactory()
    assert (find_owner(owner_key(group)), find_owner(owner_key(theme))) == (group, theme)


def test_the_report_shows_what_was_searched_often(redacteur_client: Client) -> None:
    search_in_vain("breiclub", times=4)
    search_in_vain("opa is stil", kind="betekenis")
    search_in_vain("geheim", times=1)
    search_in_vain("lang geleden", days=(40, 41))
    assert report(redacteur_client) == [("breiclub", 8), ("opa is stil", 4)]
    assert report(redacteur_client, kind="betekenis") == [("opa is stil", 4)]
    assert report(redacteur_client, period="90") == [("breiclub", 8), ("lang geleden", 4), ("opa is stil", 4)]
    for wrong in ({"period": "x"}, {"kind": "x"}, {"p": "x"}, {"ordering": "x"}, {"export": "csv"}):
        assert redacteur_client.get(reverse("searched_terms"), wrong).status_code == 200


def test_only_who_may_change_themes_gets_the_link(redacteur_client: Client, moderator_client: Client) -> None:
    search_in_vain("breiclub")
    link = f"{reverse('searched_terms_synonym')}?term=breiclub"
    assert link not in redacteur_client.get(reverse("searched_terms")).content.decode()
    assert link in moderator_client.get(reverse("searched_terms")).content.decode()


def test_a_word_is_added_after_a_preview(moderator_client: Client, theme: Theme) -> None:
    address = reverse("searched_terms_synonym")
    assert 'value="kluizenaar"' in moderator_client.get(address, {"term": "kluizenaar"}).content.decode()
    chosen = {"term": "kluizenaar", "owner": owner_key(theme)}
    shown = moderator_client.post(address, chosen | {"save": "1"})
    assert Effect("kluizenaar", 0, 2) in shown.context["effects"]
    assert Theme.objects.get().synonyms == ["alleen zijn"]
    previewed = shown.context["form"]["previewed"].value()
    answer = moderator_client.post(address, chosen | {"save": "1", "previewed": previewed})
    assert (answer.status_code, answer.url) == (302, reverse("searched_terms"))
    assert Theme.objects.get().synonyms == ["alleen zijn", "kluizenaar"]
    logged = ModelLogEntry.objects.get(content_type=ContentType.objects.get_for_model(Theme))
    assert (logged.action, logged.object_id, logged.user.username) == (
        "wagtail.edit",
        str(theme.pk),
        answer.wsgi_request.user.username,
    )


def test_another_word_than_the_previewed_one_is_not_saved(moderator_client: Client, theme: Theme) -> None:
    sent = {"term": "eremiet", "owner": owner_key(theme), "save": "1", "previewed": f"{owner_key(theme)}:kluizenaar"}
    assert moderator_client.post(reverse("searched_terms_synonym"), sent).status_code == 200
    assert Theme.objects.get().synonyms == ["alleen zijn"]


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"term": "x"}, {"term": "x", "owner": "theme-0"}, {"term": "", "owner": "theme-1"},
        {"term": "x" * 201, "owner": "theme-1"}, {"term": "EENZAAMHEID", "owner": "own"},
        {"term": "\0", "owner": "own"},
    ],
)  # fmt: skip
def test_wrong_input_is_explained(moderator_client: Client, theme: Theme, sent: dict[str, str]) -> None:
    sent = {**sent, **({"owner": owner_key(theme)} if sent.get("owner") == "own" else {})}
    answer = moderator_client.post(reverse("searched_terms_synonym"), sent | {"save": "1"})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Theme.objects.get().synonyms == ["alleen zijn"]


def test_a_full_list_is_explained(moderator_client: Client, theme: Theme) -> None:
    Theme.objects.update(synonyms=[f"woord{number}" for number in range(100)])
    key = owner_key(theme)
    sent = {"term": "meer", "owner": key, "save": "1", "previewed": f"{key}:meer"}
    answer = moderator_client.post(reverse("searched_terms_synonym"), sent)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_an_editor_without_the_right_cannot_add(redacteur_client: Client, theme: Theme) -> None:
    key = owner_key(theme)
    sent = {"term": "kluizenaar", "owner": key, "save": "1", "previewed": f"{key}:kluizenaar"}
    assert redacteur_client.post(reverse("searched_terms_synonym"), sent).status_code == 302
    assert redacteur_client.post(reverse("synonym_preview", args=[key]), {"synonyms": "x"}).status_code == 302
    assert Theme.objects.get().synonyms == ["alleen zijn"]


def test_the_editor_of_a_theme_offers_the_preview(moderator_client: Client, theme: Theme) -> None:
    group = TargetGroupFactory()
    for record, name in ((theme, "theme"), (group, "targetgroup")):
        page = moderator_client.get(reverse(f"{name}:edit", args=[record.pk])).content.decode()
        assert f'formaction="{reverse("synonym_preview", args=[owner_key(record)])}"' in page
        assert "js/synonym-preview.js" in page
        assert "data-synonym-preview" not in moderator_client.get(reverse(f"{name}:add")).content.decode()


def test_the_preview_takes_the_open_form_and_saves_nothing(moderator_client: Client, theme: Theme) -> None:
    address = reverse("synonym_preview", args=[owner_key(theme)])
    answer = moderator_client.post(address, {"name": theme.name, "synonyms": "alleen zijn\nkluizenaar"})
    assert answer.status_code == 200
    assert answer.context["effects"][0] == Effect("kluizenaar", 0, 2)
    assert Theme.objects.get().synonyms == ["alleen zijn"]
    assert moderator_client.get(address).status_code == 200
    too_many = "\n".join(f"woord{number}" for number in range(101))
    assert moderator_client.post(address, {"synonyms": too_many}).status_code == 400
    assert moderator_client.get(reverse("synonym_preview", args=["theme-0"])).status_code == 404
