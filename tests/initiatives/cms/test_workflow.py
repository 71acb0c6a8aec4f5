"""From a draft to the public: who may publish, and what moderation does."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from initiatives.models import Initiative
from tests.factories import InitiativeFactory

SNIPPET = "wagtailsnippets_initiatives_initiative"
PARTS = [
    "related_links",
    "reach",
    "initiative_places",
    "parties",
    "phase_history",
    "milestones",
    "objectives",
    "results",
    "finance_lines",
    "websites",
    "sources",
]


def form_of(initiative: Initiative, **changes: str) -> dict[str, str]:
    """What the editor posts for this initiative, without parts."""
    data = {
        "title": initiative.title,
        "slug": initiative.slug,
        "kind": initiative.kind,
        "summary": initiative.summary,
        "phase_bar": initiative.phase_bar,
        "phase": initiative.phase,
        "phase_basis": initiative.phase_basis,
        "period_basis": initiative.period_basis,
        "referral": initiative.referral,
        "evidence_base": initiative.evidence_base,
        "is_free": "unknown",
    }
    for part in PARTS:
        data |= {f"{part}-TOTAL_FORMS": "0", f"{part}-INITIAL_FORMS": "0", f"{part}-MIN_NUM_FORMS": "0"}
    return {**data, **changes}


def save(client, initiative: Initiative, action: str, **changes: str) -> Initiative:
    address = reverse(f"{SNIPPET}:edit", args=[initiative.pk])
    answer = client.post(address, form_of(initiative, **changes, **({action: "1"} if action else {})))
    assert answer.status_code == 302, answer.context["form"].errors
    return Initiative.objects.get(pk=initiative.pk)


@pytest.fixture
def draft(db) -> Initiative:
    return InitiativeFactory(draft=True, title="Wandelen met de buurt", slug="wandelen")


def test_an_editor_cannot_publish(redacteur_client, draft):
    saved = save(redacteur_client, draft, "action-publish", summary="Een nieuwe samenvatting.")

    assert saved.live is False
    assert saved.latest_revision.as_object().summary == "Een nieuwe samenvatting."


def test_a_moderator_publishes(moderator_client, draft):
    saved = save(moderator_client, draft, "action-publish", summary="Een nieuwe samenvatting.")

    assert (saved.live, saved.summary) == (True, "Een nieuwe samenvatting.")


def test_a_draft_of_a_public_entry_leaves_the_public_text(redacteur_client):
    public = InitiativeFactory(summary="Zoals het was.")

    saved = save(redacteur_client, public, "", summary="Zoals het wordt.")

    assert (saved.summary, saved.has_unpublished_changes) == ("Zoals het was.", True)


def workflow_action(client, initiative: Initiative, action: str, comment: str) -> None:
    task = initiative.current_workflow_task_state
    address = reverse(f"{SNIPPET}:workflow_action", args=[initiative.pk, action, task.pk])
    assert client.post(address, {"comment": comment, "next": "/beheer/"}).status_code in (200, 302)


def test_moderation_sends_back_and_approves(redacteur_client, moderator_client, draft):
    submitted = save(redacteur_client, draft, "action-submit")
    assert submitted.workflow_in_progress

    workflow_action(moderator_client, submitted, "reject", "Zeg erbij waar het is.")
    rejected = Initiative.objects.get(pk=draft.pk)
    assert (rejected.live, rejected.current_workflow_state.status) == (False, "needs_changes")
    assert TaskState.objects.get().comment == "Zeg erbij waar het is."

    resubmitted = save(redacteur_client, rejected, "action-submit", summary="Op de markt in Heerlen.")
    assert resubmitted.current_workflow_state.status == "in_progress"
    workflow_action(moderator_client, resubmitted, "approve", "")
    approved = Initiative.objects.get(pk=draft.pk)
    assert (approved.live, approved.summary) == (True, "Op de markt in Heerlen.")


def test_an_editor_cannot_approve(redacteur_client, draft):
    submitted = save(redacteur_client, draft, "action-submit")

    workflow_action(redacteur_client, submitted, "approve", "")

    assert Initiative.objects.get(pk=draft.pk).live is False


def test_an_empty_slug_is_made_from_the_title(moderator_client, draft):
    InitiativeFactory(title="Samen eten", slug="samen-eten")

    saved = save(moderator_client, draft, "action-publish", title="Samen eten", slug="")

    assert saved.slug == "samen-eten-2"


def test_a_changed_public_address_keeps_working(moderator_client, client):
    public = InitiativeFactory(title="Oud", slug="oud")

    moved = save(moderator_client, public, "action-publish", slug="nieuw")
    assert client.get("/initiatieven/oud/").headers["Location"] == "/initiatieven/nieuw/"

    save(moderator_client, moved, "action-publish", slug="oud")
    assert client.get("/initiatieven/oud/").status_code == 200
    assert client.get("/initiatieven/nieuw/").headers["Location"] == "/initiatieven/oud/"


def test_preview_and_comparison_open(moderator_client, draft):
    save(moderator_client, draft, "", summary="Eerste.")
    save(moderator_client, draft, "", summary="Tweede.")
    later, earlier = draft.revisions.order_by("-pk")[:2]

    preview = reverse(f"{SNIPPET}:preview_on_edit", args=[draft.pk])
    compare = reverse(f"{SNIPPET}:revisions_compare", args=[draft.pk, earlier.pk, later.pk])
    assert moderator_client.post(preview, form_of(draft)).json()["is_valid"] is True
    assert draft.title in moderator_client.get(preview, {"mode": ""}).content.decode()
    assert moderator_client.get(compare).status_code == 200
