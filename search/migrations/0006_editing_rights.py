"""Who of the staff may do what with the search's own lists, the first crisis words, and the order of the filters."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

from search.editing.first_crisis_words import first_expressions
from search.facets import FACETS

ALL = ["add", "change", "view", "delete"]
KEEPS_LISTS = {"crisisexpression": ALL, "facetorder": ["change"], "searchedterm": ["view"]}
RIGHTS = {"redacteur": {"searchedterm": ["view"]}, "moderator": KEEPS_LISTS, "beheerder": KEEPS_LISTS}


def give_rights(apps, schema_editor):
    """Django makes permissions only after all migrations; the groups need them now."""
    using = schema_editor.connection.alias
    create_permissions(installed_apps.get_app_config("search"), verbosity=0, using=using, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects
    for name, actions_by_model in RIGHTS.items():
        group = apps.get_model("auth", "Group").objects.get(name=name)
        codenames = [f"{action}_{model}" for model, actions in actions_by_model.items() for action in actions]
        group.permissions.add(*permissions.filter(content_type__app_label="search", codename__in=codenames))


def fill_lists(apps, schema_editor):
    expression = apps.get_model("search", "CrisisExpression")
    expression.objects.bulk_create(expression(text=text, kind=kind) for text, kind in first_expressions())
    order = apps.get_model("search", "FacetOrder").objects.create()
    position = apps.get_model("search", "FacetPosition")
    position.objects.bulk_create(
        position(order=order, parameter=facet.parameter, sort_order=number) for number, facet in enumerate(FACETS)
    )


def empty_lists(apps, schema_editor):
    apps.get_model("search", "CrisisExpression").objects.all().delete()
    apps.get_model("search", "FacetOrder").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_editing"),
        ("accounts", "0002_groups"),
    ]

    operations = [
        migrations.RunPython(give_rights, migrations.RunPython.noop),
        migrations.RunPython(fill_lists, empty_lists),
    ]
