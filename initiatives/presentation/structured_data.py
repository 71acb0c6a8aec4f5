"""The page's facts for search engines, as schema.org JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from initiatives.enums import InitiativeKind, PartyRole
from initiatives.models import Initiative
from initiatives.presentation.coverage import accepted_places
from initiatives.presentation.links import Link

_PROJECT_KINDS = (InitiativeKind.PROGRAMME, InitiativeKind.PROJECT, InitiativeKind.PILOT)
# A "<" inside a script element could end it.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def as_json_ld(*things: dict[str, Any]) -> SafeString:
    """The things as one JSON-LD text that is safe inside a script element."""
    document = {"@context": "https://schema.org", "@graph": list(things)}
    return mark_safe(json.dumps(document, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped right here


def breadcrumb_list(crumbs: Sequence[Link], base_url: str) -> dict[str, Any]:
    """The trail to the page, the page itself last."""
    items = [
        {"@type": "ListItem", "position": position, "name": crumb.label, "item": base_url + crumb.url}
        for position, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def initiative_thing(initiative: Initiative, base_url: str) -> dict[str, Any]:
    """A dated event, a project or a service, whichever the initiative's kind is nearest to."""
    parties = _parties(initiative)
    common = {
        "name": initiative.title,
        "description": initiative.summary,
        "url": base_url + initiative.get_absolute_url(),
        "alternateName": list(initiative.aliases),
    }
    if initiative.kind == InitiativeKind.EVENT and initiative.period_start and not initiative.period_start.quarter:
        return _without_empty({**common, **_event(initiative), "organizer": parties})
    if initiative.kind in (*_PROJECT_KINDS, InitiativeKind.EVENT):
        return _without_empty({"@type": "Project", **common, "areaServed": _areas(initiative), "member": parties})
    return _without_empty({**common, **_service(initiative), "provider": parties})


def _event(initiative: Initiative) -> dict[str, Any]:
    ends = initiative.period_end
    places = [
        {"@type": "Place", "name": place.name, "address": place.public_address} for place in accepted_places(initiative)
    ]
    return {
        "@type": "Event",
        "startDate": str(initiative.period_start),
        "endDate": str(ends) if ends and not ends.quarter else "",
        "location": places or _areas(initiative),
    }


def _service(initiative: Initiative) -> dict[str, Any]:
    groups = [{"@type": "Audience", "audienceType": group.name} for group in initiative.target_groups.all()]
    themes = [theme.name for theme in initiative.themes.all()]
    return {"@type": "Service", "serviceType": themes, "areaServed": _areas(initiative), "audience": groups}


def _areas(initiative: Initiative) -> list[dict[str, str]]:
    return [{"@type": "AdministrativeArea", "name": reach.area.name} for reach in initiative.reach.all()]


def _parties(initiative: Initiative) -> list[dict[str, str]]:
    """Who leads; without a lead everyone who takes part."""
    accepted = [party for party in initiative.parties.all() if party.organisation.is_accepted]
    leads = [party for party in accepted if party.role == PartyRole.LEAD]
    names = dict.fromkeys(party.organisation.name for party in leads or accepted)
    return [{"@type": "Organization", "name": name} for name in names]


def _without_empty(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if value}
