"""The hidden key of a form that does an act: sent twice, it acts once."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.people.requests import KEY_FIELD

register = template.Library()


@register.simple_tag
def act_key() -> SafeString:
    """Return the hidden field; put it into every form that posts an act."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY_FIELD, secrets.token_hex(12))
