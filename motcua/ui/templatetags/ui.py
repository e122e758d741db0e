"""`{% load ui %}`: every component and filter of the look."""

from django.template import Library

from motcua.ui.components import blocks, desk, filters, forms, lists, marks

register = Library()
for _part in (blocks, desk, filters, forms, lists, marks):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
