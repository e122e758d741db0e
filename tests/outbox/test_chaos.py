"""The short form of proof `chaos`: a fifth of all calls go wrong, workers die; nothing is lost, doubled or disordered."""

import os
from urllib.parse import quote

import pytest
from django.db import connection

from tests import make
from tests.proof.chaos import Plan, chaos

DOSSIERS = 30


@pytest.mark.django_db(transaction=True)
def test_our_state_and_the_partners_are_equal_whatever_breaks_on_the_way():
    make.city()
    place = connection.settings_dict
    url = f"postgresql://{quote(place['USER'])}:{quote(place['PASSWORD'])}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    environ = {**os.environ, "DATABASE_URL": url}
    done = chaos(Plan(DOSSIERS, workers=2, kill_every=6, most_kills=2, patience=60, lease=8, environ=environ))
    assert done.found.dossiers == DOSSIERS
    assert done.kills > 0
    assert done.found.faults == 0, done
