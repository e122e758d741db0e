"""No page speaks only one language.

Proper names and data stay as they are written, in Vietnamese: names of agencies, titles of posts, names of people and files,
holidays, articles of law. Letters and official papers are Vietnamese by law.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation import override

from motcua.dossiers.models import Paper
from motcua.law.lifecycle import ACT_NAMES, STATUS_NAMES
from motcua.law.roles import ROLE_NAMES
from motcua.outbox import models as outbox
from tests import make
from tools import translations
from tools.translations import ROOT, Message

BUILTIN = ROOT / "motcua" / "catalogue" / "builtin"
VIETNAMESE = re.compile("[À-ỹĐđ]")


def test_everything_on_a_page_has_english() -> None:
    assert translations.problems(translations.found(), translations.load()) == []


def test_names_of_law_have_english() -> None:
    known = {entry.msgid for entry in translations.load() if entry.msgstr}
    assert {*STATUS_NAMES.values(), *ACT_NAMES.values(), *ROLE_NAMES.values()} <= known


@pytest.mark.parametrize("room", ["law", "acts", "people", "documents", "worktime"])
def test_every_sentence_of_a_refusal_is_marked(room: str) -> None:
    """What is raised with words of its own goes through N_ or gettext."""
    folder = ROOT / "motcua" / room
    assert [f"{path.name}:{line}" for path in folder.rglob("*.py") for line in _bare(path.read_text("utf-8"))] == []


def _bare(source: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            for given in node.exc.args:
                words = given.values[0] if isinstance(given, ast.JoinedStr) and given.values else given
                if isinstance(words, ast.Constant) and VIETNAMESE.search(str(words.value)):
                    yield node.lineno


@pytest.mark.django_db
def test_papers_letters_and_the_portal_stay_vietnamese_for_an_officer_who_reads_english() -> None:
    with override("en"):
        dossier = make.received()
    assert Paper.objects.get(dossier=dossier).values["channel"] == "Trực tuyến"
    told = {message.partner: message.payload for message in outbox.Message.objects.filter(subject=dossier.pk).order_by("id")}
    assert told["national_portal"]["step_name"] == "Được tiếp nhận"
    assert "Đã tiếp nhận" in told["mail"]["subject"]
    with override("en"):
        assert dossier.get_status_display() == "Received"


def test_every_word_of_the_built_in_catalogue_is_in_both_languages() -> None:
    files = [*BUILTIN.rglob("*.toml"), *BUILTIN.rglob("form.json")]
    assert len(files) >= 4
    assert [f"{path.parent.name}/{path.name}: {said}" for path in files for said in _one_sided(_data(path))] == []


def _data(path: Path) -> object:
    text = path.read_text("utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)


def _one_sided(data: object) -> Iterator[object]:
    """Yield every pair of words that lacks one language."""
    if isinstance(data, dict):
        if {"vi", "en"} & data.keys() and not (data.get("vi") and data.get("en")):
            yield data
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _one_sided(each)


def test_words_are_found_in_code() -> None:
    source = (
        """_("một" " hai"); ngettext("%(n)d tệp", "%(n)d tệp", n); pgettext("date format", "d/m"); _(name); gettext_lazy("ba"); N_("bốn")"""
    )
    assert set(translations.in_code(source)) == {
        Message(None, "một hai", None),
        Message(None, "%(n)d tệp", "%(n)d tệp"),
        Message("date format", "d/m", None),
        Message(None, "ba", None),
        Message(None, "bốn", None),
    }


def test_words_are_found_in_templates(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "Tiếp \'tục\' (1)" %}{{ x|default:_("Chưa có") }}'
        "{% blocktranslate count n=files|length %}{{ n }} tệp{% plural %}{{ n }} tệp{% endblocktranslate %}",
        "utf-8",
    )
    assert set(translations.in_template(page)) == {
        Message(None, "Tiếp 'tục' (1)", None),
        Message(None, "Chưa có", None),
        Message(None, "%(n)s tệp", "%(n)s tệp"),
    }


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (polib.POEntry(msgid="Còn %(n)s", msgstr=""), "no English"),
        (polib.POEntry(msgid="Còn %(n)s", msgstr="%(n)s left", flags=["fuzzy"]), "unsure"),
        (polib.POEntry(msgid="Còn %(n)s", msgstr="%(m)s left"), "other placeholders"),
        (polib.POEntry(msgid="khác", msgstr="other"), "no English"),
    ],
)
def test_what_is_missing_unsure_or_broken_is_told(entry: polib.POEntry, said: str) -> None:
    po = polib.POFile()
    po.append(entry)
    assert translations.problems({Message(None, "Còn %(n)s", None)}, po) == [f"{said}: 'Còn %(n)s'"]


def test_words_with_and_without_a_plural_are_told() -> None:
    """One msgid keeps one translation: singular words would be said for many."""
    po = polib.POFile()
    po.append(polib.POEntry(msgid="%(n)d tệp", msgid_plural="%(n)d tệp", msgstr_plural={0: "%(n)d file", 1: "%(n)d files"}))
    both = {Message(None, "%(n)d tệp", None), Message(None, "%(n)d tệp", "%(n)d tệp")}
    assert translations.problems(both, po) == ["once with a plural, once without: '%(n)d tệp'"]


def test_renewing_the_list_keeps_what_was_translated() -> None:
    old, fragment = polib.POFile(), polib.POFile()
    old.append(polib.POEntry(msgid="một", msgstr="one"))
    old.append(polib.POEntry(msgid="bỏ đi", msgstr="gone"))
    fragment.append(polib.POEntry(msgid="hai", msgstr="two"))
    fragment.append(polib.POEntry(msgid="không dùng", msgstr="unused"))
    messages = {Message(None, "một", None), Message(None, "hai", None)}
    new = translations.with_fragments(translations.merged(messages, old), [fragment])
    assert {entry.msgid: entry.msgstr for entry in new} == {"một": "one", "hai": "two"}
