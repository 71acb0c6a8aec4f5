"""The three groups of staff with their permissions, and the moderation workflow; Wagtail's own defaults go."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

APPS_WITH_PERMISSIONS = [
    "accounts",
    "initiatives",
    "cms",
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
    "wagtailredirects",
]
DEFAULT_GROUPS = ["Editors", "Moderators"]
DEFAULT_WORKFLOW = "Moderators approval"
WORKFLOW = "Moderatie"

EDIT = ["add", "change", "view"]
ALL = [*EDIT, "delete"]
PUBLISH = ["publish", "lock", "unlock"]
PARTS_OF_THE_DIRECTORY = ["organisation", "place"]
VOCABULARIES = ["area", "theme", "targetgroup", "programmeline"]
MEDIA = [("wagtailimages", "image"), ("wagtaildocs", "document")]

REDACTEUR = {
    **{f"initiatives.{model}": EDIT for model in ["initiative", *PARTS_OF_THE_DIRECTORY]},
    "initiatives.contact": ALL,
}
MODERATOR = {
    "initiatives.initiative": [*ALL, *PUBLISH],
    "initiatives.contact": ALL,
    **{f"initiatives.{model}": ALL for model in PARTS_OF_THE_DIRECTORY},
    **{f"initiatives.{model}": EDIT for model in VOCABULARIES},
}
BEHEERDER = {
    **MODERATOR,
    **{f"initiatives.{model}": ALL for model in VOCABULARIES},
    "accounts.user": ALL,
    "wagtailredirects.redirect": ALL,
    "wagtailcore.workflow": EDIT,
    "wagtailcore.task": EDIT,
}
PAGE_ACTIONS = {
    "redacteur": ["add", "change"],
    "moderator": ["add", "change", "publish", "lock", "unlock"],
    "beheerder": ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
MEDIA_ACTIONS = {
    "redacteur": ["add", "choose"],
    "moderator": ["add", "change", "choose"],
    "beheerder": ["add", "change", "delete", "choose"],
}
GROUPS = {"redacteur": REDACTEUR, "moderator": MODERATOR, "beheerder": BEHEERDER}


def make_missing_permissions(apps, using):
    """Django makes permissions only after all migrations; the groups below need them now."""
    for label in APPS_WITH_PERMISSIONS:
        create_permissions(installed_apps.get_app_config(label), verbosity=0, using=using, apps=apps)
    content_type = content_type_of(apps, "initiatives", "initiative")
    for action in PUBLISH:
        permission(apps, content_type, f"{action}_initiative", f"Can {action} initiative")


def content_type_of(apps, label, model):
    manager = apps.get_model("contenttypes", "ContentType").objects
    return manager.get_or_create(app_label=label, model=model)[0]


def permission(apps, content_type, codename, name):
    manager = apps.get_model("auth", "Permission").objects
    return manager.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[0]


def find_permission(apps, label, model, action):
    content_type = content_type_of(apps, label, model)
    return permission(apps, content_type, f"{action}_{model}", f"Can {action} {model}")


def remove_defaults(apps):
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__name=DEFAULT_WORKFLOW).delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.filter(workflow__name=DEFAULT_WORKFLOW).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=DEFAULT_WORKFLOW).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=DEFAULT_WORKFLOW).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=DEFAULT_GROUPS).delete()


def make_group(apps, name, actions_by_model, root_page, root_collection):
    group = apps.get_model("auth", "Group").objects.get_or_create(name=name)[0]
    group.permissions.add(find_permission(apps, "wagtailadmin", "admin", "access"))
    for path, actions in actions_by_model.items():
        label, model = path.split(".")
        group.permissions.add(*(find_permission(apps, label, model, action) for action in actions))
    for action in PAGE_ACTIONS[name]:
        page_permission = find_permission(apps, "wagtailcore", "page", action)
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page=root_page, permission=page_permission
        )
    for label, model in MEDIA:
        for action in MEDIA_ACTIONS[name]:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=root_collection, permission=find_permission(apps, label, model, action)
            )
    return group


def make_workflow(apps, groups, root_page):
    task_type = content_type_of(apps, "wagtailcore", "groupapprovaltask")
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name=WORKFLOW, content_type=task_type, active=True
    )
    task.groups.set(groups)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
        page=root_page, defaults={"workflow": workflow}
    )
    apps.get_model("wagtailcore", "WorkflowContentType").objects.update_or_create(
        content_type=content_type_of(apps, "initiatives", "initiative"), defaults={"workflow": workflow}
    )


def make_groups(apps, schema_editor):
    make_missing_permissions(apps, schema_editor.connection.alias)
    remove_defaults(apps)
    root_page = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    groups = {name: make_group(apps, name, actions, root_page, root_collection) for name, actions in GROUPS.items()}
    make_workflow(apps, [groups["moderator"], groups["beheerder"]], root_page)


def remove_groups(apps, schema_editor):
    for model in ("WorkflowPage", "WorkflowContentType", "WorkflowTask"):
        apps.get_model("wagtailcore", model).objects.filter(workflow__name=WORKFLOW).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=WORKFLOW).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("initiatives", "0001_initial"),
        ("cms", "0002_pages"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
