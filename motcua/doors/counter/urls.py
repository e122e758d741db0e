"""Addresses of the door `counter`."""

from datetime import date

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from motcua.doors.counter import (
    application,
    asking,
    books,
    dossier,
    endofday,
    files,
    identity,
    inbox,
    many,
    reception,
    tracked,
    walkin,
    ways,
)


class DayConverter:
    """A date of this century in an address: 2026-11-23."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the date; ValueError, so not found, when there is no such day."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the address's part."""
        return value.isoformat()


class YearConverter(IntConverter):
    """A year of this century."""

    regex = r"20\d{2}"


class MonthConverter(IntConverter):
    """A month, 0 for the whole year."""

    regex = r"1[0-2]|[0-9]"


class SuffixConverter:
    """What kind of file is asked for."""

    regex = "csv|pdf|xlsx"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(DayConverter, "day")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(SuffixConverter, "suffix")
app_name = "counter"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("tiep-nhan/", many.receive_many, name="receive_many"),
    path("chuyen/", many.forward_many, name="forward_many"),
    path("tra/", many.hand_over_many, name="hand_over_many"),
    path("viec-dai/", many.asked, name="runs"),
    path("viec-dai/<uuid:key>/", many.run, name="run"),
    path("viec-dai/<uuid:key>/tep/", many.run_file, name="run_file"),
    path("viec-dai/<uuid:key>/tien-do/", many.run_state, name="run_state"),
    path("cuoi-ngay/", endofday.end_of_day, name="end_of_day"),
    path("theo-doi/", tracked.tracked, name="tracked"),
    path("so-theo-doi/", books.book, name="register"),
    path("so-theo-doi/<str:code>/<year:year>/khoa/", books.close, name="close_register"),
    path("so-theo-doi/<str:code>/<year:year>/lap/", books.ask_book, name="ask_book"),
    path("so-theo-doi/<str:code>/<year:year>/<month:month>.<suffix:suffix>", books.book_file, name="register_file"),
    path("ban-giao/", books.handed, name="handover"),
    path("ban-giao/<str:code>/<day:day>/<str:unit>.pdf", books.handed_file, name="handover_file"),
    path("nguoi-den/", walkin.arrive, name="arrive"),
    path("nguoi-den/<str:visit>/", walkin.choose, name="choose"),
    path("don/<uuid:key>/", application.application, name="application"),
    path("don/<uuid:key>/dan-cu/", application.ask_registry, name="ask_registry"),
    path("<uuid:key>/", dossier.dossier, name="dossier"),
    path("<uuid:key>/tiep-nhan/", reception.receive, name="receive"),
    path("<uuid:key>/so-hoa/<slug:requirement>/", reception.digitise, name="digitise"),
    path("<uuid:key>/bo-sung/", asking.supplement, name="supplement"),
    path("<uuid:key>/tu-choi/", asking.decline, name="decline"),
    path("<uuid:key>/chuyen/", reception.forward, name="forward"),
    path("<uuid:key>/viec/<slug:act>/", ways.do, name="do"),
    path("<uuid:key>/tra/", reception.hand_over, name="hand_over"),
    path("<uuid:key>/danh-tinh/", identity.check, name="check_identity"),
    path("<uuid:key>/phieu-kiem-soat/", books.sheet, name="control"),
    path("<uuid:key>/phieu-kiem-soat.<suffix:suffix>", books.sheet_file, name="control_file"),
    path("<uuid:key>/giay-hen/", files.slip, name="slip"),
    path("<uuid:key>/tep/<uuid:document>/", files.document, name="document"),
]
