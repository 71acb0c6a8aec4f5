"""What of an initiative is compared: public text, whole, summary and subjects, bounded."""

import pytest

from initiatives.models import Initiative
from search.meaning.passages import MAX_PART_CHARACTERS, MAX_PASSAGE_CHARACTERS, content_hash, passages_for
from tests.factories import InitiativeFactory, TargetGroupFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def texts_of(initiative: Initiative) -> tuple[str, ...]:
    return next(passages_for([initiative.pk])).texts


def test_the_whole_says_everything_summary_and_subjects_stand_by_themselves() -> None:
    initiative = InitiativeFactory(
        title="Samen fit",
        aliases=["Fitgroep"],
        summary="Samen bewegen in het park.",
        intended_result="Mensen voelen zich gezonder.",
        target_group_note="Voor wie weinig beweegt.",
        themes=[ThemeFactory(name="Sport en bewegen", synonyms=["fit", "wandelen"])],
        target_groups=[TargetGroupFactory(name="Volwassenen")],
    )
    whole, summary, subjects = texts_of(initiative)
    assert whole.splitlines() == [
        "Samen fit, Fitgroep",
        "Samen bewegen in het park.",
        "Mensen voelen zich gezonder.",
        "Voor wie weinig beweegt.",
        "Sport en bewegen",
        "Volwassenen",
    ]
    assert summary == "Samen bewegen in het park."
    assert subjects == "Sport en bewegen, fit, wandelen\nVolwassenen"


def test_what_is_not_public_is_in_no_passage() -> None:
    initiative = InitiativeFactory(monitoring="Het interne verslag van de meting.", full=True)
    texts = " ".join(texts_of(initiative))
    assert "interne verslag" not in texts
    assert not any(contact.email in texts or contact.role in texts for contact in initiative.contacts.all())
    draft = InitiativeFactory(draft=True)
    assert list(passages_for([draft.pk])) == []


def test_long_texts_are_cut_at_a_word() -> None:
    initiative = InitiativeFactory(
        summary="woord " * 80, intended_result="gevolg " * 700, target_group_note="wie " * 240
    )
    whole, summary = texts_of(initiative)
    assert len(whole) <= MAX_PASSAGE_CHARACTERS
    assert len(summary) <= MAX_PART_CHARACTERS
    assert set(summary.split()) == {"woord"}
    many = InitiativeFactory(themes=[ThemeFactory(synonyms=[f"woord{number}" for number in range(5000)])])
    assert len(texts_of(many)[-1]) <= MAX_PART_CHARACTERS


def test_a_text_without_spaces_is_cut_too() -> None:
    assert all(len(text) <= MAX_PASSAGE_CHARACTERS for text in texts_of(InitiativeFactory(intended_result="x" * 5000)))


def test_a_hash_names_encoder_and_text() -> None:
    assert len({content_hash("a", "b"), content_hash("a", "c"), content_hash("b", "b"), content_hash("ab", "")}) == 4
    assert len(content_hash("a", "\ud800")) == 32
