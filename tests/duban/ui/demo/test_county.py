"""The demonstration's county: whole, fictional, made by the actions that people use."""

from datetime import date

import pytest
from django.contrib.auth import authenticate

from luoshi.duban import clock
from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.models import Event
from luoshi.duban.documents.extraction import extract_rows, read_bytes, register_of
from luoshi.duban.documents.models import Document
from luoshi.duban.organisations.models import Membership, Unit
from luoshi.duban.registers.models import Register
from luoshi.duban.ui.demo import accounts
from luoshi.duban.ui.demo.county import raise_county
from luoshi.duban.ui.demo.speech import SPEECH, take_in_speech
from luoshi.errors import LuoshiError

#: What the speech names without meaning one unit of the county: posts, and whoever leads a task.
NOBODY_IN_PARTICULAR = {"各级河长", "各包案领导", "各包联县级领导", "各牵头单位"}


@pytest.fixture
def county(db):
    with clock.standing_at(clock.start_of(date(2026, 11, 27))):
        yield raise_county()


def test_there_is_a_person_for_every_role(county):
    held = set()
    for person in User.objects.all():
        held |= roles_of(person)
    assert held == set(Role)


def test_each_administrator_holds_one_role_and_belongs_to_no_office(county):
    administrators = User.objects.filter(grants__isnull=False)
    assert administrators.count() == 3
    assert all(person.office is None and len(roles_of(person)) == 1 for person in administrators)


def test_the_towns_are_twelve_and_stand_in_their_group(county):
    assert Membership.objects.filter(group=county.units["各乡镇"]).count() == 12


def test_every_unit_that_the_speech_names_is_known(county):
    found = extract_rows(
        read_bytes(SPEECH.read_bytes(), "speech.txt"), issued_on=None, units=register_of(county.office, clock.today())
    )
    parties = [
        party for directive in found.directives for side in ("responsible", "supporting")
        for party in directive.content[side]
    ]  # fmt: skip
    assert {party["name"] for party in parties if party["unit"] is None} <= NOBODY_IN_PARTICULAR
    assert {party["unit"] for party in parties} - {None} <= set(Unit.objects.values_list("name", flat=True))


def test_everything_stands_on_record(county):
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"office.opened", "account.created", "role.granted", "post.filled", "unit.added", "register.added"} <= verbs
    assert not Event.objects.exclude(origin="command").exists()


def test_there_is_one_register_for_the_year(county):
    assert [str(register) for register in Register.objects.all()] == ["2026年度重点工作督查台账（2026）"]


def test_the_accounts_can_be_signed_in_to_at_once(county, rf):
    shown = accounts.open_to_visitors(county.passwords)
    assert len(shown) == User.objects.count()
    for account in shown[:3]:
        person = authenticate(rf.get("/"), username=account.username, password=account.password)
        assert person is not None
        assert not person.must_change_password


def test_passwords_are_made_anew(county, rf):
    before = county.passwords["chenming"]
    after = accounts.renew_passwords()
    assert set(after) == set(county.passwords)
    assert authenticate(rf.get("/"), username="chenming", password=before) is None
    assert authenticate(rf.get("/"), username="chenming", password=after["chenming"]) is not None


def test_the_speech_lies_ready_as_if_it_had_been_uploaded(county, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert take_in_speech(county.people["chenming"])
    assert Document.objects.get().taken_by == county.people["chenming"]


def test_without_the_sample_there_is_no_document(county, tmp_path):
    assert not take_in_speech(county.people["chenming"], tmp_path / "none.txt")


def test_a_real_installation_is_left_alone(db, settings, tmp_path):
    settings.DATA = tmp_path
    accounts.require_demonstration()
    Office.objects.create(key="baisha", name="白沙县督查室")
    with pytest.raises(LuoshiError, match="正式机构"):
        accounts.require_demonstration()
    accounts.mark()
    accounts.require_demonstration()
