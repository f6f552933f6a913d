"""Who is named in an item, as files of other systems name them: once each, and marked where not confirmed."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.languages import BY_CODE
from palermo.programme.exchange.writing.identity import words
from palermo.programme.schedule.content import Content, ContentItem


class NamedPerson(NamedTuple):
    """A person with the words for who they are."""

    id: str
    name: str
    about: str
    organisation: str


class People:
    """The people of a version, in one language."""

    def __init__(self, content: Content, language: str) -> None:
        self.by_id = {person["id"]: person for person in content["people"]}
        self.language = language
        with translation.override(BY_CODE[language].django_code):
            self.comma = pgettext("between two names", ", ")
            self.marked = _("%(name)s (%(about)s)")
            self.unsure = _("to be confirmed")

    def of(self, item: ContentItem) -> Iterator[NamedPerson]:
        """The people named in an item, each once, in the order of their parts."""
        parts = [part for part in item.get("parts", ()) if part.get("person")]
        for slug in dict.fromkeys(part["person"] for part in parts):
            sure = any(part["is_confirmed"] for part in parts if part["person"] == slug)
            yield self._describe_person(slug, sure)

    def _describe_person(self, slug: str, sure: bool) -> NamedPerson:
        person = self.by_id[slug]
        name = words(person["name"], self.language)
        texts = (person.get("function"), person.get("organisation"), person.get("state_name"))
        about = [words(text, self.language) for text in texts]
        return NamedPerson(
            slug,
            name if sure else self.marked % {"name": name, "about": self.unsure},
            self.comma.join(filter(None, about)),
            words(person.get("organisation"), self.language) or words(person.get("state_name"), self.language),
        )
