"""What the rules of a form from outside must not hold: references to the network, patterns that cannot be read or may never end."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from motcua.lib.saying import N_, Sentence

MOST_PATTERN = 200
_NESTED = re.compile(r"\([^()]*[+*}][^()]*\)[+*{]")  # (a+)+ : a repeated repetition may take for ever


def dangers(schema: Any, place: str = "schema") -> Iterator[tuple[str, Sentence]]:
    """Yield what is dangerous in `schema`, each with its place."""
    if isinstance(schema, list):
        for at, each in enumerate(schema):
            yield from dangers(each, f"{place}[{at}]")
    if not isinstance(schema, Mapping):
        return
    for key in ("$ref", "$dynamicRef"):
        if key in schema and not str(schema[key]).startswith("#"):
            yield f"{place}.{key}", Sentence(N_("Không được tham chiếu ra ngoài tệp."))
    if isinstance(schema.get("pattern"), str) and not readable(schema["pattern"]):
        yield f"{place}.pattern", Sentence(N_("Mẫu ký tự không đọc được, quá dài hoặc lặp lồng nhau."))
    for key, value in schema.items():
        yield from dangers(value, f"{place}.{key}")


def readable(pattern: str) -> bool:
    """Tell whether a pattern can be read, is short, and repeats no repetition."""
    if len(pattern) > MOST_PATTERN or _NESTED.search(pattern):
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
