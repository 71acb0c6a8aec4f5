"""What the migration makes: the staff groups, their rights and the moderation workflow."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Workflow

from initiatives.models import Initiative
from tests.factories import UserFactory


@pytest.mark.django_db
def test_there_are_three_groups_and_none_of_wagtails_own():
    assert set(Group.objects.values_list("name", flat=True)) == {"redacteur", "moderator", "beheerder"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("group", "permission", "expected"),
    [
        ("redacteur", "initiatives.change_initiative", True),
        ("redacteur", "initiatives.publish_initiative", False),
        ("redacteur", "initiatives.delete_initiative", False),
        ("redacteur", "initiatives.change_theme", False),
        ("moderator", "initiatives.publish_initiative", True),
        ("moderator", "initiatives.unlock_initiative", True),
        ("moderator", "accounts.change_user", False),
        ("beheerder", "accounts.change_user", True),
        ("beheerder", "auth.change_group", False),
    ],
)
def test_groups_have_their_rights(group, permission, expected):
    user = UserFactory(**{group: True})

    assert user.has_perm("wagtailadmin.access_admin")
    assert user.has_perm(permission) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(("group", "may_publish"), [("redacteur", False), ("moderator", True), ("beheerder", True)])
def test_groups_edit_pages_and_only_some_publish(group, may_publish):
    page = Page.objects.get(depth=1).get_first_child()
    rights = page.permissions_for_user(UserFactory(**{group: True}))

    assert (rights.can_edit(), rights.can_publish()) == (True, may_publish)


@pytest.mark.django_db
def test_one_workflow_moderates_initiatives_and_pages():
    workflow = Workflow.objects.get()

    assert workflow.name == "Moderatie"
    assert Initiative.get_default_workflow() == workflow
    assert Page.objects.get(depth=1).get_workflow() == workflow
    groups = workflow.tasks[0].specific.groups
    assert sorted(groups.values_list("name", flat=True)) == ["beheerder", "moderator"]
    assert workflow.workflow_content_types.get().content_type == ContentType.objects.get_for_model(Initiative)
