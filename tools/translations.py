"""Keep the English of the pages complete. Vietnamese is written in templates and code; English stands in locale/en.

extract: read all words marked for translation and renew the list, keeping what is translated.
merge FILE…: take translations from fragments (PO files). compile: make the .mo file.
check: exit 1 and list what has no English, or whose placeholders differ.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCES = (ROOT / "motcua", ROOT / "config")
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%\([a-z_]+\)0?[0-9]*d")
# How many of the leading arguments are words: (context, singular, plural).
_CALLS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
_IN_TEMPLATE = re.compile(r"\b(_|n?p?gettext)\(")


class Message(NamedTuple):
    """Words to translate, as gettext keys them."""

    context: str | None
    one: str
    many: str | None


def main(arguments: list[str]) -> int:
    """Do one of extract, merge, compile, check; return the exit code."""
    command, files = (arguments[0] if arguments else "check"), arguments[1:]
    if command == "extract":
        save(merged(found(), load()))
    elif command == "merge":
        save(with_fragments(merged(found(), load()), [polib.pofile(name, encoding="utf-8") for name in files]))
    elif command == "compile":
        load().save_as_mofile(str(PO.with_suffix(".mo")))
    elif command == "check":
        return report(problems(found(), load()))
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


def report(wrong: list[str]) -> int:
    """Print what is wrong; return the exit code."""
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


def load() -> polib.POFile:
    """Return the English list, an empty one when there is none yet."""
    return polib.pofile(str(PO)) if PO.exists() else polib.POFile()


def save(po: polib.POFile) -> None:
    """Write the list, sorted, without line numbers, so that two branches rarely meet in it."""
    fresh = polib.POFile(wrapwidth=120)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    fresh.extend(sorted(po, key=lambda entry: (entry.msgid, entry.msgctxt or "")))
    PO.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(PO))


def found() -> set[Message]:
    """Return every message marked in code and templates."""
    code = (message for folder in SOURCES for path in folder.rglob("*.py") for message in in_code(path.read_text("utf-8")))
    pages = (message for folder in SOURCES for path in folder.rglob("templates/**/*.*") for message in in_template(path))
    return {*code, *pages}


def in_code(text: str) -> Iterator[Message]:
    """Yield the messages of Python source."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in _CALLS and (message := _message(node, *_CALLS[name])):
                yield message


def _message(call: ast.Call, context: int | None, one: int, many: int | None) -> Message | None:
    words = [each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else None for each in call.args]
    wanted = [at for at in (context, one, many) if at is not None]
    if len(words) <= max(wanted) or any(words[at] is None for at in wanted):
        return None
    return Message(*(words[at] if at is not None else None for at in (context, one, many)))  # type: ignore[arg-type]


def in_template(path: Path) -> Iterator[Message]:
    """Yield the messages of a template, as Django's own makemessages reads it."""
    if path.suffix not in (".html", ".txt"):
        return
    text = templatize(path.read_text("utf-8"), origin=str(path))
    for match in _IN_TEMPLATE.finditer(text):
        yield from in_code(_call_at(text, match.start()))


def _call_at(text: str, start: int) -> str:
    """The call that begins at `start`: up to the first end that parses."""
    for end in (at for at in range(start, len(text)) if text[at] == ")"):
        call = text[start : end + 1]
        try:
            ast.parse(call)
        except SyntaxError:
            continue
        return call
    raise ValueError(f"unfinished call in a template: {text[start : start + 60]}")


def merged(messages: set[Message], old: polib.POFile) -> polib.POFile:
    """Return a list of exactly `messages`, with the translations that `old` has."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    fresh = polib.POFile()
    for message in messages:
        entry = polib.POEntry(msgctxt=message.context, msgid=message.one, msgid_plural=message.many or "")
        if message.many is not None:
            entry.msgstr_plural = {0: "", 1: ""}
        before = known.get((message.context, message.one))
        if before is not None:
            _copy(before, entry)
        fresh.append(entry)
    return fresh


def _copy(source: polib.POEntry, target: polib.POEntry) -> None:
    """Give `target` the translation of `source`, in its own number of forms."""
    if target.msgid_plural:
        forms = source.msgstr_plural or {0: source.msgstr, 1: source.msgstr}
        target.msgstr_plural = {0: forms.get(0, ""), 1: forms.get(1, forms.get(0, ""))}
    else:
        target.msgstr = source.msgstr or source.msgstr_plural.get(0, "")
    target.flags = list(source.flags)


def with_fragments(po: polib.POFile, fragments: list[polib.POFile]) -> polib.POFile:
    """Return `po` with the translations of `fragments`; words that no page uses are left out."""
    wanted = {(entry.msgctxt, entry.msgid): entry for entry in po}
    for entry in (each for fragment in fragments for each in fragment):
        target = wanted.get((entry.msgctxt, entry.msgid))
        if target is not None and (entry.msgstr or any(entry.msgstr_plural.values())):
            _copy(entry, target)
    return po


def problems(messages: set[Message], po: polib.POFile) -> list[str]:
    """Return one line for each message without English, with unsure English, with other placeholders, or marked both ways."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in po if not entry.obsolete}
    plurals = {message[:2] for message in messages if message.many is not None}
    lines = []
    for message in sorted(messages, key=lambda each: each.one):
        entry = known.get((message.context, message.one))
        why = "no English" if entry is None else _wrong(message, entry)
        if message.many is None and message[:2] in plurals:
            why = "once with a plural, once without"
        if why:
            lines.append(f"{why}: {message.one!r}")
    return lines


def _wrong(message: Message, entry: polib.POEntry) -> str:
    forms = [entry.msgstr_plural.get(0, ""), entry.msgstr_plural.get(1, "")] if message.many is not None else [entry.msgstr]
    if not all(forms):
        return "no English"
    if entry.fuzzy:
        return "unsure"
    asked = set(_PLACEHOLDER.findall(message.one))
    return "" if all(set(_PLACEHOLDER.findall(form)) == asked for form in forms[-1:]) else "other placeholders"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
