"""Nothing above its audience is in any byte of a bundle, and what is its audience's is there."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from tests.factories.offline import build, unpacked
from tests.portal.test_walk import may_read
from tests.portal.test_walk_states import NAMED_STATES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cage")]
# Whose rights the reader of a bundle for an audience has, and no more.
AS = {
    Audience.PUBLIC: None,
    Audience.MEMBER_STATES: Role.DELEGATE,
    Audience.STEERING_COMMITTEE: Role.COMMITTEE_MEMBER,
}
HELD = {"event", "outcome", "tool", "study", "document", "release"}
HELD |= {"commitment", "plan", "campaign", "material"}


def _words(name: str, content: bytes) -> str:
    if name.endswith(".pdf"):
        content += "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).encode()
    return name + content.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.parametrize("languages", ["en", pytest.param("ar es fr ru zh", marks=pytest.mark.full)])
@pytest.mark.parametrize("audience", AS)
def test_a_bundle_holds_nothing_above_its_audience(cage, audience, languages):
    bundle = build(audience, languages=languages)
    assert (bundle.state, bundle.failure) == ("built", "")
    shown = "\n".join(_words(name, content) for name, content in unpacked(bundle).items())
    # A bundle has every State, and those of some records bear the planted word as a name, which may be read.
    planted = [canary for canary in cage.canaries if canary.kind not in NAMED_STATES]
    leaked = [canary for canary in planted if canary.word in shown and not may_read(AS[audience], canary)]
    lost = [c for c in cage.canaries if c.kind in HELD and c.word not in shown and may_read(AS[audience], c)]
    assert leaked == []
    assert lost == []
