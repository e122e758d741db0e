"""Where the portal tells us that something happened there: signed, kept before anything is done, handled by a job that asks back."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.connectors.national_portal import news
from motcua.outbox.pushed import take


@csrf_exempt
@require_POST
def push(request: HttpRequest) -> HttpResponse:
    """Keep one piece of news: 202 when it is kept to be handled, 401 when not signed or too old, 400 when unreadable; kept in any case."""
    return take(request, "national_portal", news.incoming)
