"""The building blocks of a text page. Few on purpose: a page that is easy to write is easy to read."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h3", "bold", "link", "document-link", "ul", "ol"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), max_length=600)
    source = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "cms/blocks/quote.html"


class LinkButtonBlock(blocks.StructBlock):
    """A prominent link: a page of this site, else an address."""

    text = blocks.CharBlock(label=_("Text on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Or a web address"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "cms/blocks/button.html"


class BodyBlock(blocks.StreamBlock):
    """The text of a page, block by block."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=120, template="cms/blocks/heading.html")
    paragraph = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, template="cms/blocks/paragraph.html"
    )
    image = ImageBlock(label=_("Image"), icon="image", template="cms/blocks/image.html")
    quote = QuoteBlock()
    button = LinkButtonBlock()
