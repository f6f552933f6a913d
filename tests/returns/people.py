"""The people of a State and of the secretariat, a round and a return between them."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from palermo.accounts.models import State, User
from palermo.accounts.states import Role
from palermo.returns.models import Return, RoundInvitation
from tests.factories.accounts import make_person, make_state, make_user
from tests.factories.knowledge import make_code_list, make_list_edition
from tests.factories.returns import make_round, make_round_invitation
from tests.portal.filling import act, client_of

# Every cell of the small questionnaire, by table, with figures that add up.
WHOLE = {
    "detected": {
        "total.total": "31",
        "total.adult": "20",
        "total.child": "11",
        "female.total": "18",
        "female.adult": "12",
        "female.child": "6",
        "male.total": "13",
        "male.adult": "8",
        "male.child": "5",
    },
    "citizenships": {"840.figure": "31"},
    "convicted": {"total.figure": "3", "female.figure": "n", "male.figure": "<3"},
}
SOURCE = {"source-agency": "National Police", "source-article_text": "Section 5", "source-unit": "persons"}


@dataclass
class Cast:
    """Who takes part."""

    state: State
    invitation: RoundInvitation
    focal: User
    delegate: User
    officer: User

    @property
    def national_return(self) -> Return:
        """The latest return of the State."""
        return Return.objects.filter(state=self.state).order_by("-round__year", "-number")[0]


def make_cast(name: str = "Atlantis", year: int = 2007) -> Cast:
    """An invited State with its people; the list of countries has two codes."""
    state = make_state(name)
    countries = make_code_list("Countries", slug="m49")
    make_list_edition(countries, "840", "250")
    invitation = make_round_invitation(make_round(year=year), state)
    return Cast(
        state,
        invitation,
        make_person("Focal Point", Role.FOCAL_POINT, state=state),
        make_person("Delegate", Role.DELEGATE, state=state),
        make_user(Role.SECRETARIAT, name="Officer"),
    )


def begin(cast: Cast) -> Return:
    """The return, begun by the focal point."""
    act(client_of(cast.focal), "open-return", cast.invitation.pk)
    return cast.national_return


def table_path(national_return: Return, table: str) -> str:
    """The address of a table."""
    return f"/en/data/returns/{national_return.slug}/tables/{table}/"


def seen_on(client: Client, path: str) -> str:
    """The last change that a form shows."""
    from bs4 import BeautifulSoup

    field = BeautifulSoup(client.get(path).content, "html.parser").find("input", {"name": "seen"})
    return field["value"] if field else "0"


def fill(client: Client, national_return: Return, table: str, cells: dict[str, str], **sent):
    """Fill in cells of a table as the form does, having opened it just now unless `seen` says otherwise."""
    path = table_path(national_return, table)
    seen = sent.pop("seen", None) or seen_on(client, path)
    fields = {f"cell-{cell}": typed for cell, typed in cells.items()}
    return client.post(path, {"seen": seen, **fields, **sent}, follow=True)


def fill_all(client: Client, national_return: Return) -> None:
    """Fill in every table with its sources."""
    for table, cells in WHOLE.items():
        assert fill(client, national_return, table, cells, **SOURCE).status_code == 200


def submitted(cast: Cast) -> Return:
    """The return, filled in, completed and approved."""
    national_return = begin(cast)
    fill_all(client_of(cast.focal), national_return)
    act(client_of(cast.focal), "complete-return", national_return.slug)
    act(client_of(cast.delegate), "approve-return", national_return.slug)
    return cast.national_return


def received(cast: Cast) -> Return:
    """The same, received by the secretariat."""
    national_return = submitted(cast)
    act(client_of(cast.officer), "receive-return", national_return.slug)
    return cast.national_return


DAY = date(2008, 2, 1)
