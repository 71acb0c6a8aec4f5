"""``GET /api/v1/initiatieven/{slug}``: everything the public may know of one initiative."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic_core import to_json

from initiatives.api.record import record_of, with_record_parts
from initiatives.api.schemas import InitiativeRecord
from initiatives.models import Initiative

MAX_SLUG_LENGTH = 200

router = Router(tags=["initiatieven"])


@router.get(
    "/initiatieven/{slug}",
    response={200: InitiativeRecord},
    by_alias=True,
    operation_id="getInitiatief",
    openapi_extra={
        "summary": _("One initiative"),
        "description": _("Everything the public may know of one initiative. Contact data are never given."),
    },
    url_name="initiative-detail",
)
def get_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    if len(slug) > MAX_SLUG_LENGTH:
        raise Http404
    row = with_record_parts(Initiative.objects.published().filter(slug=slug)).first()
    if row is None:
        raise Http404
    record = record_of(row, today=timezone.localdate(), absolute_url=request.build_absolute_uri)
    # Already made field by field from the allow-list: no second validation of the same values.
    return HttpResponse(to_json(record), content_type="application/json")
