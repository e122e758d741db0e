"""No page speaks only one language."""

from pathlib import Path

import polib
import pytest

from tools import translations
from tools.translations import Message


def test_everything_on_a_page_has_english() -> None:
    assert translations.problems(translations.found(), translations.load()) == []


def test_words_are_found_in_code() -> None:
    source = """_("một" " hai"); ngettext("%(n)d tệp", "%(n)d tệp", n); pgettext("date format", "d/m"); _(name); gettext_lazy("ba")"""
    assert set(translations.in_code(source)) == {
        Message(None, "một hai", None),
        Message(None, "%(n)d tệp", "%(n)d tệp"),
        Message("date format", "d/m", None),
        Message(None, "ba", None),
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


def test_renewing_the_list_keeps_what_was_translated() -> None:
    old, fragment = polib.POFile(), polib.POFile()
    old.append(polib.POEntry(msgid="một", msgstr="one"))
    old.append(polib.POEntry(msgid="bỏ đi", msgstr="gone"))
    fragment.append(polib.POEntry(msgid="hai", msgstr="two"))
    fragment.append(polib.POEntry(msgid="không dùng", msgstr="unused"))
    messages = {Message(None, "một", None), Message(None, "hai", None)}
    new = translations.with_fragments(translations.merged(messages, old), [fragment])
    assert {entry.msgid: entry.msgstr for entry in new} == {"một": "one", "hai": "two"}
