"""The one door: drafts stay out of sight, publishing shows the newest text, unpublishing hides it."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.signals import published, unpublished

from initiatives.lifecycle import InitiativeContent, create_draft, publish, unpublish, update_draft
from initiatives.models import Initiative, Milestone, Theme
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def content(title: str = "Samen wandelen", **more) -> InitiativeContent:
    values = {"title": title, "slug": "wandelen", "kind": "project", "summary": "Wandelen.", "phase": "uitvoering"}
    return InitiativeContent(values, **more)


@pytest.fixture
def signals():
    heard: list[str] = []

    def hear_published(instance, **_):
        heard.append(f"published {instance.title}")

    def hear_unpublished(instance, **_):
        heard.append(f"unpublished {instance.title}")

    published.connect(hear_published, sender=Initiative)
    unpublished.connect(hear_unpublished, sender=Initiative)
    yield heard
    published.disconnect(hear_published, sender=Initiative)
    unpublished.disconnect(hear_unpublished, sender=Initiative)


def test_a_new_draft_is_not_public(signals):
    draft = create_draft(content=content())

    assert (draft.live, draft.has_unpublished_changes, draft.revisions.count()) == (False, True, 1)
    assert not Initiative.objects.published().exists()
    assert signals == []


def test_publishing_shows_the_draft_with_all_its_parts(signals):
    theme = Theme.objects.create(name="Bewegen", slug="bewegen")
    parts = {"milestones": [Milestone(label="Start"), Milestone(label="Einde")]}

    shown = publish(initiative=create_draft(content=content(themes=[theme], parts=parts)))

    assert (shown.live, shown.has_unpublished_changes) == (True, False)
    assert list(shown.themes.all()) == [theme]
    assert [milestone.label for milestone in shown.milestones.all()] == ["Start", "Einde"]
    assert signals == ["published Samen wandelen"]


def test_an_update_waits_for_its_publication():
    shown = publish(initiative=create_draft(content=content(parts={"milestones": [Milestone(label="Start")]})))

    update_draft(initiative=shown, content=content("Samen fietsen", parts={"milestones": [Milestone(label="Later")]}))

    before = Initiative.objects.get(pk=shown.pk)
    assert (before.title, before.live, before.has_unpublished_changes) == ("Samen wandelen", True, True)
    assert [milestone.label for milestone in before.milestones.all()] == ["Start"]
    after = publish(initiative=before)
    assert (after.title, after.has_unpublished_changes) == ("Samen fietsen", False)
    assert [milestone.label for milestone in after.milestones.all()] == ["Later"]


def test_unpublishing_hides_it_and_keeps_its_revisions(signals):
    shown = publish(initiative=create_draft(content=content()))

    unpublish(initiative=shown)

    assert not Initiative.objects.published().exists()
    assert Initiative.objects.get().revisions.count() == 1
    assert signals == ["published Samen wandelen", "unpublished Samen wandelen"]


def test_a_refused_field_leaves_nothing_behind():
    with pytest.raises(ValidationError):
        create_draft(content=content(title=""))
    assert Initiative.objects.count() == 0


def test_the_user_is_remembered():
    user = UserFactory()

    draft = create_draft(content=content(), user=user)

    assert draft.latest_revision.user == user
