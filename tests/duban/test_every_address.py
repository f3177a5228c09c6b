"""One place of rights: every address asks for one, and who gets in is what ``rights/*.toml`` says.

A file of the table belongs to an app.  "everybody" needs no account, "signed-in" any role; the rest are roles.  Who
does not get in is refused (403).  Getting in is not seeing all: what is not theirs is 404.

A new address makes a test fail that prints the line to add.
"""

import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.shortcuts import resolve_url

from luoshi.duban.accounts.roles import ALLOWED, Right, Role
from tests.duban.addresses import UNMARKED, addresses
from tests.duban.scene import Scene

TABLE = Path(__file__).with_name("rights")
EVERYBODY, SIGNED_IN = "everybody", "signed-in"

#: Who stands for a role.
PLAYERS = {
    Role.SUPERVISOR: "chen",
    Role.HEAD_OF_SUPERVISION: "wang",
    Role.ACCOUNTABLE_LEADER: "qian",
    Role.PRINCIPAL: "zhao",
    Role.LIAISON: "sun",
    Role.UNIT_HEAD: "zhou",
    Role.READER: "jiang",
    Role.AUDITOR: "feng",
    Role.SYSTEM_ADMINISTRATOR: "chu",
    Role.SECURITY_ADMINISTRATOR: "wei",
}


def written() -> dict[str, list[str]]:
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(TABLE.glob("*.toml"))]
    return {name: roles for file in files for name, roles in file.items()}


def in_table():
    """The addresses that the table names and that have samples; the others fail tests of their own."""
    table = written()
    return [
        (address, table[address.name]) for address in addresses() if address.name in table and not address.missing()
    ]


def line_for(address) -> str:
    """The line of the table that the view's own mark suggests; whoever adds it reads it first."""
    right = address.right
    if right is None:
        return f'"{address.name}" = ["{EVERYBODY}"]'
    if right in Right.values and ALLOWED[right] == frozenset(Role):
        return f'"{address.name}" = ["{SIGNED_IN}"]'
    roles = [f'"{role.value}"' for role in Role if isinstance(right, Right) and role in ALLOWED[right]]
    return f'"{address.name}" = [{", ".join(roles)}]'


def ask(client, url):
    """The answer to a visit, or to an empty form where only forms are taken; nothing stays changed."""
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url)
            response.was_form = True
        transaction.set_rollback(True)
    return response


def test_every_view_says_which_right_it_needs():
    unmarked = [address.name for address in addresses() if address.right is UNMARKED]
    assert not unmarked, f"mark with @needs(Right.…) or @open_to_all: {unmarked}"


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in addresses()]
    assert not [name for name in names if name.endswith("None")]
    assert len(names) == len(set(names))


def test_the_table_names_every_address():
    table = written()
    missing = [line_for(address) for address in addresses() if address.name not in table]
    assert not missing, "add to tests/duban/rights/<app>.toml, after a second thought:\n" + "\n".join(missing)


def test_the_table_names_no_address_that_is_gone():
    assert set(written()) <= {address.name for address in addresses()}


def test_the_table_names_roles():
    named = {role for roles in written().values() for role in roles}
    assert named <= {EVERYBODY, SIGNED_IN, *Role.values}


def test_every_argument_has_a_sample():
    missing = {address.name: address.missing() for address in addresses() if address.missing()}
    assert not missing, f"add samples to ARGUMENTS in tests/duban/scene.py: {missing}"


@pytest.mark.parametrize("role", PLAYERS)
def test_a_role_comes_in_where_the_table_says_so_and_nowhere_else(cast, client, role):
    scene, wrong = Scene(cast), []
    for address, who in in_table():
        client.force_login(cast.people[PLAYERS[role]])
        status = ask(client, address.url(scene)).status_code
        comes_in = not {EVERYBODY, SIGNED_IN, role.value}.isdisjoint(who)
        if (status != 403) is not comes_in:
            wrong.append(f"{address.name}: {status}, but the table says {'in' if comes_in else 'out'}")
    assert not wrong


def test_who_has_not_signed_in_is_asked_to(cast, client, settings):
    scene, wrong = Scene(cast), []
    for address, who in in_table():
        response = ask(client, address.url(scene))
        asked = response.status_code == 302 and response["Location"].startswith(
            f"{resolve_url(settings.LOGIN_URL)}?next="
        )
        if asked is (EVERYBODY in who):
            wrong.append(f"{address.name}: {response.status_code}")
    assert not wrong


def test_every_sample_leads_to_a_page_for_somebody(cast, client):
    """A sample that nobody can reach proves nothing about the rights.  An empty form may well be about nothing."""
    scene, dead = Scene(cast), []
    for address, _who in in_table():
        answers = []
        for name in PLAYERS.values():
            client.force_login(cast.people[name])
            answers.append(ask(client, address.url(scene)))
        takes_forms_only = any(hasattr(answer, "was_form") for answer in answers)
        statuses = {answer.status_code for answer in answers}
        if statuses <= {403, 404} and not takes_forms_only and "token" not in address.parameters:
            dead.append(address.name)
    assert not dead


def test_an_account_without_any_role_comes_in_nowhere(cast, client):
    nobody = cast.jiang
    nobody.tenures.all().delete()
    scene, wrong = Scene(cast), []
    for address, who in in_table():
        client.force_login(nobody)
        if ask(client, address.url(scene)).status_code != 403 and {EVERYBODY, SIGNED_IN}.isdisjoint(who):
            wrong.append(address.name)
    assert not wrong
