"""Secrets are sealed differently each time, and open only unaltered, with the same key, for the same purpose."""

import base64

import pytest

from luoshi.duban.sealing import CannotOpen, is_ours, seal, unseal

ROBOTS, MAIL = "robots", "mail"


@pytest.mark.parametrize("secret", ["", "SEC8f3a", "邮箱密码·2026", "x" * 64, "密" * 300])
def test_what_was_sealed_opens(secret):
    sealed = seal(secret, ROBOTS)
    assert unseal(sealed, ROBOTS) == secret
    assert sealed.isascii()
    assert sealed.isprintable()


def test_the_sealed_text_holds_nothing_of_the_secret():
    sealed = seal("SEC8f3a-qinghe", ROBOTS)
    box = base64.urlsafe_b64decode(sealed.rpartition(":")[2])
    assert "qinghe" not in sealed
    assert b"qinghe" not in box
    assert len(sealed) == len(seal("x", ROBOTS)), "a short secret looks like a long one"


def test_the_same_secret_is_sealed_differently_each_time():
    assert len({seal("SEC8f3a", ROBOTS) for _time in range(20)}) == 20


def test_another_key_opens_nothing(settings):
    sealed = seal("SEC8f3a", ROBOTS)
    assert is_ours(sealed, ROBOTS)
    settings.SECRET_KEY = "the key of another installation"
    assert not is_ours(sealed, ROBOTS)
    with pytest.raises(CannotOpen, match="请重新填写"):
        unseal(sealed, ROBOTS)


def test_another_key_opens_nothing_though_the_text_claims_to_be_its_own(settings):
    body = seal("SEC8f3a", ROBOTS).rpartition(":")[2]
    settings.SECRET_KEY = "the key of another installation"
    head = seal("anything", ROBOTS).rpartition(":")[0]
    with pytest.raises(CannotOpen):
        unseal(f"{head}:{body}", ROBOTS)


def test_each_purpose_has_a_key_of_its_own():
    sealed = seal("SEC8f3a", ROBOTS)
    with pytest.raises(CannotOpen):
        unseal(sealed, MAIL)
    head = seal("anything", MAIL).rpartition(":")[0]
    with pytest.raises(CannotOpen):
        unseal(f"{head}:{sealed.rpartition(':')[2]}", MAIL)


def test_a_text_altered_at_any_place_is_refused():
    sealed = seal("SEC8f3a", ROBOTS)
    for place, character in enumerate(sealed):
        altered = sealed[:place] + ("A" if character != "A" else "B") + sealed[place + 1 :]
        with pytest.raises(CannotOpen):
            unseal(altered, ROBOTS)


@pytest.mark.parametrize("keep", [0, 5, 20, 40, -4, -1])
def test_a_text_that_was_cut_is_refused(keep):
    with pytest.raises(CannotOpen):
        unseal(seal("SEC8f3a", ROBOTS)[:keep], ROBOTS)


@pytest.mark.parametrize("added", ["\n", " ", "!", "=", "AAAA"])
def test_a_text_with_something_added_is_refused(added):
    sealed = seal("SEC8f3a", ROBOTS)
    for altered in (f"{sealed}{added}", f"{sealed[:-20]}{added}{sealed[-20:]}", f"{added}{sealed}"):
        with pytest.raises(CannotOpen):
            unseal(altered, ROBOTS)


@pytest.mark.parametrize("text", ["SEC8f3a", "sealed-1:", "sealed-2:00000000:AAAA", "青禾县水利局", "\ud800"])
def test_what_was_never_sealed_is_refused_and_not_repeated(text):
    assert not is_ours(text, ROBOTS)
    with pytest.raises(CannotOpen) as refused:
        unseal(text, ROBOTS)
    assert text not in str(refused.value)


@pytest.mark.parametrize("body", ["", "AAAA", "A", "密钥", "A" * 17, " ", "\ud800"])
def test_what_only_begins_as_sealed_is_refused(body):
    head = seal("anything", ROBOTS).rpartition(":")[0]
    with pytest.raises(CannotOpen):
        unseal(f"{head}:{body}", ROBOTS)
