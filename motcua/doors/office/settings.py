"""Dated settings and what the sources of a procedure leave unsure: value, source, how sure; the unsure first."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue.models import Revision
from motcua.doors.office.opening import office, page
from motcua.lib.saying import N_
from motcua.people.requests import SignedInRequest
from motcua.policy.models import Setting

CERTAINTIES = {
    "u": ("bad", N_("Chưa kiểm chứng")),
    "K": ("soon", N_("Theo hiểu biết, chưa đọc lại văn bản")),
    "C": ("soon", N_("Thấy trong mã nguồn")),
    "S": ("info", N_("Nguồn thứ cấp")),
    "P": ("info", N_("Đặc tả của cổng quốc gia")),
    "T": ("good", N_("Đã đọc văn bản")),
}
_ORDER = list(CERTAINTIES)


@office
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Every setting, the least certain first, and the parts of procedures marked unsure."""
    rows = sorted(Setting.objects.all(), key=lambda s: (_ORDER.index(s.certainty), s.name, s.valid_from))
    shown = [(row, CERTAINTIES[row.certainty][0], _(CERTAINTIES[row.certainty][1])) for row in rows]
    marked = Revision.objects.filter(valid_to=None).exclude(facts__unsure=None).select_related("procedure").order_by("procedure__code")
    unsure = [(revision.procedure, revision.facts["unsure"]) for revision in marked if revision.facts["unsure"]]
    return page(request, "settings.html", {"settings": shown, "unsure": unsure})
