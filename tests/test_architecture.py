"""The walls of design.md that import-linter cannot show. Every checker is shown able to fail on a bad example."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests import walls
from tests.walls import sources

WRITERS = {
    "motcua/dossiers/access.py": "AccessRead alone: the only write a read may cause",
    "motcua/documents/store.py": "Document beside its bytes, called inside an act",
}
# Called inside an act, under its lock and in its transaction.
HELPERS = {
    "motcua/acts/base.py": {"acting", "opening"},  # the guards themselves
    "motcua/acts/atonce.py": {"acting_at_once"},
    "motcua/acts/papers.py": {"paper_due", "papers_due"},
    "motcua/acts/promises.py": {"announce", "start_clock", "stop_clock", "stop_for_duty", "resume_clock", "extend_clock", "keep"},
    "motcua/acts/stopping.py": {"end"},
    "motcua/acts/processing.py": {"unsign"},
    "motcua/acts/parts.py": {"set_parts"},
    "motcua/acts/correction.py": {"replaced"},
    "motcua/acts/serials.py": {"next_serial", "go_on_from"},
    "motcua/acts/cutover_parts.py": {"write_clock", "write_matters", "write_files", "write_past", "clear"},
    "motcua/acts/registers.py": {"enter"},
    "motcua/acts/supplement.py": {"take"},
    "motcua/acts/people.py": {"introduced"},
    "motcua/acts/steps.py": {"start", "finish", "advance", "give", "due_again", "show_parts"},
    "motcua/acts/outgoing.py": {"tell_portal"},
    "motcua/acts/fees.py": {"keep_quote"},
    "motcua/acts/revisions.py": {"write_procedure", "write_draft", "begin_force", "end_force"},
    "motcua/acts/moving.py": {
        "dossiers",
        "dossiers_back",
        "free_steps",
        "posts",
        "posts_back",
        "children",
        "consultations",
        "consultations_back",
    },
}
# Keep how far a piece of long work is; what it does is sealed by the acts it calls.
KEEP_PROGRESS = {"motcua/acts/runs.py": {"carry_on", "progress", "finish", "keep_file"}}
# Doors may read through these modules; what writes there belongs to acts.
INSIDE = {f"{path[:-3].replace('/', '.')}.{name}" for path, names in HELPERS.items() for name in names}
INSIDE |= {"motcua.acts.base.recording", "motcua.acts.outgoing.tell_applicant", "motcua.acts.steps", "motcua.acts.serials"}
OPEN_TO_ALL = {
    "portal": {
        "home",
        "event",
        "search",
        "essential",
        "service",
        "procedure",
        "checklist",
        "checklist_qr",
        "look_up",
        "verify",
        "verify_by_code",
    },
    "api_v1": None,
    "api": None,  # open data and what machines read: for everybody
    "entrance": None,  # signing in and out, health, help: before anybody is known
    "oidc": None,
    "from_national_portal": None,  # signed messages of a partner, kept and no more
    "from_ministry": None,
}
POSTS_NO_ACT = {
    "motcua/doors/entrance/": "signing in and out, unlocking",
    "motcua/connectors/identity/": "signing in",
    "motcua/ui/templates/ui/": "signing out, language",
    "motcua/doors/portal/templates/portal/look_up.html": "asks, changes nothing",
}


def faults(found):
    """Keep the files something is wrong with."""
    return {path: wrong for path, wrong in found if wrong}


def test_only_acts_outbox_and_audit_write_rows():
    writers = ("motcua/acts/", "motcua/outbox/", "motcua/audit/", *WRITERS)
    assert faults((path, walls.writes(text)) for path, text in sources("motcua") if not path.startswith(writers)) == {}


def test_reading_a_dossier_writes_the_read_and_nothing_else():
    text = dict(sources("motcua/dossiers"))["motcua/dossiers/access.py"]
    assert len(walls.writes(text)) == 1
    assert "AccessRead(" in text


def test_files_are_stored_by_acts_alone():
    users = {path for path, text in sources("motcua") if "store.put(" in text}
    assert users
    assert all(path.startswith("motcua/acts/") for path in users)


@pytest.mark.parametrize(
    "bad",
    [
        "Dossier(a=1).save(force_insert=True)",
        "Dossier.objects.create(a=1)",
        "Dossier.objects.filter(a=1).update(a=2)",
        "dossier.components.all().delete()",
        "Dossier.objects.get_or_create(a=1)",
        "cursor.execute('insert into dossiers_dossier values (1)')",
        "cursor.execute('''UPDATE dossiers_dossier SET status = 9''')",
    ],
)
def test_a_write_is_seen(bad):
    assert walls.writes(bad)


@pytest.mark.parametrize("good", ["picture.save(place, kind='svg')", "words.update({'a': 1})", "register.tags.update(other)"])
def test_what_writes_no_rows_is_left_alone(good):
    assert walls.writes(good) == []


def test_every_act_goes_through_acting_opening_or_recording():
    left = {path: HELPERS.get(path, set()) | KEEP_PROGRESS.get(path, set()) for path in (*HELPERS, *KEEP_PROGRESS)}
    assert faults((path, walls.unguarded(text, left.get(path, set()))) for path, text in sources("motcua/acts")) == {}


@pytest.mark.parametrize(
    "bad",
    [
        "def sign(dossier, *, by, at, key):\n    dossier.save()",
        "def sign(dossier, *, by, at, key):\n    return dossier",
        "def tidy_up(dossier):\n    dossier.delete()",
        "def sign(dossier, *, by, at):\n    dossier.save()\n    other(dossier, by=by, at=at)",
    ],
)
def test_an_act_past_the_guard_is_seen(bad):
    assert walls.unguarded(bad, set())


def test_an_act_that_only_calls_another_is_one():
    assert walls.unguarded("def sign(d, *, by, at):\n    return other(d, by=by, at=at)", set()) == []


def test_what_writes_inside_an_act_is_called_by_acts_alone():
    outside = ((path, text) for path, text in sources("motcua") if not path.startswith("motcua/acts/"))
    assert faults((path, walls.forbidden(text, INSIDE)) for path, text in outside) == {}


def test_acts_call_neither_ports_nor_papers():
    banned = {"motcua.ports.port", "motcua.ports.base", "motcua.connectors", "motcua.papers", "motcua.doors"}
    banned |= {"httpx", "smtplib", "socket", "typst"}
    assert faults((path, walls.forbidden(text, banned)) for path, text in sources("motcua/acts")) == {}


@pytest.mark.parametrize("folder", ["motcua/law", "motcua/lib"])
def test_law_and_lib_know_no_framework(folder):
    banned = {"django", "psycopg", "procrastinate", "httpx"}
    assert faults((path, walls.forbidden(text, banned)) for path, text in sources(folder)) == {}


def test_the_sandbox_and_the_product_do_not_know_each_other():
    assert faults((path, walls.forbidden(text, {"motcua", "config"})) for path, text in sources("sandbox")) == {}
    assert faults((path, walls.forbidden(text, {"sandbox", "tests"})) for path, text in sources("motcua")) == {}


@pytest.mark.parametrize("bad", ["import httpx", "from motcua.ports import port", "def f():\n    from motcua.papers import render"])
def test_a_forbidden_import_is_seen(bad):
    assert walls.forbidden(bad, {"httpx", "motcua.ports.port", "motcua.papers"})


@pytest.mark.parametrize("folder", ["motcua", "sandbox", "config"])
def test_nothing_runs_unseen(folder):
    assert faults((path, walls.hidden(text)) for path, text in sources(folder)) == {}


@pytest.mark.parametrize(
    "bad",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "class Dossier(Model):\n    def save(self, **how):\n        pass",
        "eval(rule)",
        "exec(rule)",
        "try:\n    f()\nexcept Exception:\n    pass",
        "try:\n    f()\nexcept Exception as e:\n    raise Other from e",
        "try:\n    f()\nexcept (ValueError, BaseException):\n    pass",
        "try:\n    f()\nexcept:\n    pass",
    ],
)
def test_what_runs_unseen_is_seen(bad):
    assert walls.hidden(bad)


def test_code_is_loaded_by_name_only_from_settings_and_our_own_folders():
    means = {"importlib.import_module", "django.utils.module_loading", "runpy"}
    loaders = {path for path, text in sources("motcua") if walls.forbidden(text, means)}
    allowed = {"motcua/ports/base.py", "motcua/law/__main__.py", "motcua/doors/command/__main__.py", "motcua/doors/entrance/signing_in.py"}
    allowed.add("motcua/outbox/inbox.py")
    assert loaders <= allowed


def test_pages_carry_no_inline_script_or_style():
    assert faults((path, walls.inline(text)) for path, text in sources("motcua", ".html")) == {}


def test_a_form_that_posts_carries_its_token_and_where_it_acts_its_key():
    pages = sources("motcua", ".html")
    assert faults((path, walls.unsafe_forms(text, acts=not path.startswith(tuple(POSTS_NO_ACT)))) for path, text in pages) == {}


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        "<p class=a style='color:red'>",
        '<button onclick="go()">',
        "<script>go()</script>",
        '<script nonce="x">go()</script>',
        "<style>p{}</style>",
        '<a href="javascript:go()">',
        '<p class="{{ kind }}" style="width: {{ w }}%">',
    ],
)
def test_inline_script_and_style_are_seen(bad):
    assert walls.inline(bad)


@pytest.mark.parametrize("good", ['<script src="{% static "a.js" %}" defer></script>', '<p data-onset="x">', "<p>{{ on }}</p>"])
def test_plain_markup_is_left_alone(good):
    assert walls.inline(good) == []


@pytest.mark.parametrize("bad", ['<form method="post"><button></form>', "<form method=POST>{% csrf_token %}</form>"])
def test_a_form_without_token_or_key_is_seen(bad):
    assert walls.unsafe_forms(bad, acts=True)


def test_a_form_that_only_asks_needs_neither():
    assert walls.unsafe_forms('<form method="get"></form>', acts=True) == []


def guards_of(view):
    """Return the names of the guards a view is wrapped in."""
    found = set()
    while view is not None:
        found.add(view.__code__.co_qualname.split(".")[0] if hasattr(view, "__code__") else "")
        view = getattr(view, "__wrapped__", None)
    return found


def addresses(patterns, namespace="oidc"):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, each.namespace or namespace)
        elif isinstance(each, URLPattern):
            yield namespace, each.name, each.callback


def test_every_page_outside_the_public_ones_asks_who_you_are():
    naked = []
    for namespace, name, view in addresses(get_resolver().url_patterns):
        public = OPEN_TO_ALL.get(namespace, set())
        wanted = "citizen_required" if namespace == "portal" else "officer_required"
        if public is not None and name not in public and wanted not in guards_of(view):
            naked.append(f"{namespace}:{name}")
    assert naked == []


def test_an_unguarded_view_is_seen():
    from motcua.law.roles import Role
    from motcua.people.requests import citizen_required, officer_required

    def view(request):
        """Show something."""

    assert "officer_required" not in guards_of(view)
    assert "officer_required" not in guards_of(citizen_required(view))
    assert "officer_required" in guards_of(officer_required(Role.SIGNER)(view))
