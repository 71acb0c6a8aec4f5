"""Tell the database what its tables look like after many rows came at once."""

from django.apps import apps
from django.db import connection


def refresh_planner_statistics() -> None:
    """Run ``ANALYZE`` on the domain's tables.

    Without it PostgreSQL takes freshly filled tables for empty ones, and joins a few hundred rows for seconds on end.
    """
    models = apps.get_app_config("initiatives").get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
