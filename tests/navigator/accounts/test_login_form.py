import pytest
from django.urls import reverse


@pytest.mark.django_db
def test_the_login_page_speaks_dutch_and_names_the_site(client):
    page = client.get(reverse("wagtailadmin_login"))

    assert page.context["form"]["password"].label == "Wachtwoord"
    assert "Inloggen bij Navi(e)gator" in page.content.decode()
