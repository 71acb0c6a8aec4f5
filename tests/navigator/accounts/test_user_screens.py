"""Accounts are managed in the CMS, but nobody gives away more than they have."""

import pytest
from django.urls import reverse

from navigator.accounts.models import User
from tests.factories import PASSWORD, UserFactory

PERSON = {"username": "nieuw", "email": "nieuw@voorbeeld.test", "first_name": "Nieuw", "last_name": "Persoon"}


@pytest.mark.django_db
def test_an_administrator_makes_an_account_but_no_superuser(beheerder_client):
    secret = {"password1": PASSWORD, "password2": PASSWORD}

    answer = beheerder_client.post(reverse("wagtailusers_users:add"), {**PERSON, **secret, "is_superuser": "on"})

    assert answer.status_code == 302
    assert User.objects.get(username="nieuw").is_superuser is False


@pytest.mark.django_db
def test_an_administrator_promotes_nobody(beheerder_client):
    user = UserFactory(redacteur=True)
    data = {**PERSON, "username": user.username, "is_active": "on", "is_superuser": "on"}

    answer = beheerder_client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)

    user.refresh_from_db()
    assert (answer.status_code, user.first_name, user.is_superuser) == (302, "Nieuw", False)


@pytest.mark.django_db
def test_an_administrator_does_not_touch_a_superuser(beheerder_client):
    superuser = UserFactory(superuser=True, first_name="Eerste")
    address = reverse("wagtailusers_users:edit", args=[superuser.pk])

    answer = beheerder_client.post(address, {**PERSON, "password1": PASSWORD, "password2": PASSWORD})

    superuser.refresh_from_db()
    assert (answer.status_code, superuser.first_name) == (302, "Eerste")


@pytest.mark.django_db
def test_a_superuser_makes_a_superuser(client):
    client.force_login(UserFactory(superuser=True))
    user = UserFactory()
    data = {**PERSON, "username": user.username, "is_active": "on", "is_superuser": "on"}

    client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)

    user.refresh_from_db()
    assert user.is_superuser is True
