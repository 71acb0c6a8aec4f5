"""Damaged images and odd questions in the CMS are answered, never an error page."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage

from navigator.cms.models import CreditedImage
from navigator.cms.search_backend import cleaned_question

SEARCHES = ["wagtailimages:index", "wagtaildocs:index", "wagtailadmin_pages:search", "wagtailusers_users:index"]
QUESTIONS = ['"', '\\"', 'a"b', "a\x00b", "*", "NEAR(", "😀", "woord " * 3000, "'", "-"]


def png(width: int = 20) -> bytes:
    buffer = BytesIO()
    PillowImage.new("RGB", (width, 20), "green").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_no_question_breaks_a_search_box(beheerder_client, name, question):
    assert beheerder_client.get(reverse(name), {"q": question}).status_code in (200, 400, 414)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kort.png", png()[:26]),
        ("half.png", png(400)[:-40]),
        ("leeg.png", b""),
        ("tekst.png", b"GIF89a/*"),
        ("tekst.jpg", b"GIF89a/*"),
        ("webp.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
    ],
)
def test_a_damaged_image_is_a_message_in_the_form(beheerder_client, name, content):
    upload = SimpleUploadedFile(name, content, content_type="image/png")

    answer = beheerder_client.post(reverse("wagtailimages:add"), {"title": "Foto", "file": upload, "collection": 1})

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert CreditedImage.objects.count() == 0


@pytest.mark.django_db
def test_a_sound_image_is_stored(beheerder_client):
    upload = SimpleUploadedFile("foto.png", png(), content_type="image/png")

    answer = beheerder_client.post(reverse("wagtailimages:add"), {"title": "Foto", "file": upload, "collection": 1})

    assert answer.status_code == 302
    assert CreditedImage.objects.get().width == 20


def test_a_question_is_cleaned_and_bounded():
    assert cleaned_question('wandelen "met" (de) hond*') == "wandelen met de hond"
    assert len(cleaned_question("woord " * 3000).split()) == 12
