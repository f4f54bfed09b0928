"""What may be a password (users.md b12; GB/T 22239-2019, 8.1.4.1)."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal import clock
from portal.accounts.models import Account, UsedPassword
from portal.accounts.passwords import NotUsedBefore
from tests.factories.accounts import AccountFactory

PERSON = Account(username="13900001234", phone="13900001234", name="李知微")


@pytest.mark.parametrize(
    "password",
    [
        "Kz7#mwqe",  # 8 of four kinds
        "kz7mwqePA",  # 9 of three kinds
        "gentlewinterrain",  # 16 of one kind
        "山高水长路远天晴云淡风轻",  # 12 characters
        "river-of-xinhua-in-may",  # a local word among others
        "82917 40365 77120",
    ],
)
def test_a_good_password_passes(password):
    validate_password(password, PERSON)


@pytest.mark.parametrize(
    "password",
    [
        "Kz7#mwq",  # 7
        "kz7mwqew",  # 8 of two kinds
        "gentlerain1",  # 11 of two kinds
        "Aa1!" * 40,  # 160
        "password1234",
        "123456789012",
        "qwertyuiop[]",
        "aaaaaaaaaaaa",
        "Fulian12338!",
        "Pingdingshan2026",
        "Xinhua@12338",
        "12338-0375-fulian",
        "13900001234ab",
        "Mm!13900001234",
        "李知微李知微李知微李知微",
    ],
)
def test_a_weak_one_is_refused_in_words(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, PERSON)

    assert all("密码" in words or "换一个" in words for words in refusal.value.messages)


@pytest.mark.django_db
@pytest.mark.parametrize(("kept", "holds"), [(1, [False, True, True]), (2, [False, False, True])])
def test_the_present_and_the_last_ones_are_not_taken_again(settings, kept, holds):
    settings.PASSWORD_HISTORY = kept
    account = AccountFactory(password=make_password("present"))
    for old in ("oldest", "older"):
        UsedPassword.objects.create(account=account, password=make_password(old), at=clock.now())

    asked = [NotUsedBefore().holds(word, account) for word in ("present", "older", "oldest")]

    assert asked == holds
