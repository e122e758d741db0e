"""Where the ministry's system tells us that a dossier changed: signed, kept, handled by a job that asks back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.connectors.ministry import news
from motcua.outbox.pushed import take


@csrf_exempt
@require_POST
def push(request: HttpRequest) -> HttpResponse:
    """Keep one piece of news, as motcua/outbox/pushed.py says."""
    return take(request, "ministry", news.from_push)
