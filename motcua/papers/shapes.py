"""A value against the type it should have: TypedDict, list, tuple, union, and plain types, as JSON knows them."""

import types
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from motcua.papers.errors import CannotRender


def check(shape: Any, value: Any, where: str) -> None:
    """Raise CannotRender naming the first place in `value` that does not have the `shape`."""
    origin, inner = get_origin(shape), get_args(shape)
    if is_typeddict(shape):
        _check_keys(shape, _expect(dict, value, where), where)
    elif origin in (Union, types.UnionType):
        check(_chosen(inner, value, where), value, where)
    elif origin is list:
        for index, item in enumerate(_expect((list, tuple), value, where)):
            check(inner[0], item, f"{where}[{index}]")
    elif origin is tuple:
        _check_tuple(inner, value, where)
    else:
        _expect((int, float) if shape is float else shape, value, where)


def _expect(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise CannotRender(f"The value “{where}” cannot be printed: {type(value).__name__} was given.")
    return value


def _check_keys(shape: Any, value: dict[str, Any], where: str) -> None:
    hints = get_type_hints(shape)
    for name in sorted(shape.__required_keys__ - value.keys()):
        raise CannotRender(f"The value “{name}” of “{where}” is missing.")
    for name in sorted(value.keys() - hints.keys()):
        raise CannotRender(f"The value “{name}” of “{where}” is not known.")
    for name, given in value.items():
        check(hints[name], given, f"{where}.{name}")


def _check_tuple(inner: tuple[Any, ...], value: Any, where: str) -> None:
    if len(_expect((list, tuple), value, where)) != len(inner):
        raise CannotRender(f"The value “{where}” needs {len(inner)} parts.")
    for shape, item in zip(inner, value, strict=True):
        check(shape, item, where)


def _chosen(options: tuple[Any, ...], value: Any, where: str) -> Any:
    """The way of a union that `value` takes: the dictionary with its keys, None, or the only other type."""
    named = [option for option in options if is_typeddict(option)]
    for option in named:
        if isinstance(value, dict) and (len(named) == 1 or value.keys() == option.__required_keys__):
            return option
    plain = [option for option in options if option not in named]
    for option in plain:
        if (value is None) == (option is type(None)):
            return option
    raise CannotRender(f"The value “{where}” cannot be printed: it is none of {', '.join(each.__name__ for each in options)}.")
