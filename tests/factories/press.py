"""What stands in the press room beside press releases, and pages of advice."""

from datetime import date

from palermo.outreach.models import Advice, AdviceStep, Cutting, KitItem, PressContact
from tests.factories.common import number, text
from tests.factories.library import make_document


def make_kit_item(title: str = "Item", **fields) -> KitItem:
    """An item of the media kit that leads to a public document, unless fields say otherwise."""
    what = {} if {"document", "material"} & fields.keys() else {"document": make_document(f"{title} document")}
    return KitItem.objects.create(**{"number": KitItem.objects.count() + 1, "title": text(title), **what, **fields})


def make_press_contact(name: str = "Contact", **fields) -> PressContact:
    """A contact for journalists with an e-mail address."""
    return PressContact.objects.create(
        **{
            "number": PressContact.objects.count() + 1,
            "name": name,
            "email": "press-contact@example.org",
            "languages": "en fr",
            **fields,
        }
    )


def make_cutting(title: str = "Cutting", **fields) -> Cutting:
    """What a newspaper published early in 2008."""
    return Cutting.objects.create(
        **{
            "slug": f"cutting-{number()}",
            "title": title,
            "outlet": "Gazette",
            "language": "en",
            "published_on": date(2008, 1, 15),
            **fields,
        }
    )


def make_advice(introduction: str = "Introduction", *, steps: int = 0, **fields) -> Advice:
    """A published page for travellers with so many steps, unless fields say otherwise."""
    advice = Advice.objects.create(
        **{"audience": "traveller", "introduction": text(introduction), "is_published": True, **fields}
    )
    for place in range(1, steps + 1):
        make_step(f"Step {place}", advice=advice, number=place)
    return advice


def make_step(title: str = "Step", **fields) -> AdviceStep:
    """The first step of a page, unless fields say otherwise."""
    advice = fields.pop("advice", None) or make_advice()
    return AdviceStep.objects.create(**{"advice": advice, "number": 1, "title": text(title), **fields})
