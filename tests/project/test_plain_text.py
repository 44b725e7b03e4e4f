"""A NUL or an endless number is answered with a sentence, never with an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import UserFactory
from yangcheng_inspect.plain_text import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(UserFactory(office=True))
    return client


@pytest.mark.parametrize("address", ["/?a=%00", "/?%00=a", "/admin/registry/inspector/?kind=%00", "/a%00b/"])
def test_a_nul_in_the_address_is_refused_with_a_sentence(office: Client, address: str) -> None:
    response = office.get(address)

    assert response.status_code == 400
    assert "不能识别的内容" in response.content.decode()


def test_a_nul_in_a_form_is_refused_with_a_sentence(client: Client) -> None:
    response = client.post(reverse("login"), {"username": "a\0b", "password": "x"})

    assert response.status_code == 400


@pytest.mark.parametrize("model", ["inspector", "itemversion", "marketentity", "inspectionitem", "registryimport"])
@pytest.mark.parametrize("digits", [30, 4400])
def test_an_endless_number_is_nobodys_key(office: Client, model: str, digits: int) -> None:
    response = office.get(reverse(f"admin:registry_{model}_change", args=["9" * digits]))

    assert response.status_code in (302, 404)


@pytest.mark.parametrize(("text", "number"), [("17", 17), ("", 0), ("x", 0), ("9" * 4400, 0), ("²", 0)])
def test_what_is_no_key_is_zero(text: str, number: int) -> None:
    assert key(text) == number
