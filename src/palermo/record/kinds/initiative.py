"""The initiative itself."""

from palermo.accounts.models import Organisation, Place
from palermo.governance.models import Body, Initiative
from palermo.record.schema import Kind, Table, partial, ref, text, text6
from palermo.treaties.models import Treaty

INITIATIVES = Kind(
    folder="initiatives",
    description="The initiative that this is the record of.",
    table=Table(
        noun="an initiative",
        model=Initiative,
        parts=(
            text6("name", "the full name"),
            text6("short_name", "the short name"),
            text6("purpose", "its aim, as a phrase in the infinitive"),
            text6("subject", "the subject, as a noun phrase with its article"),
            text6("brings_together", "whom it brings together, as a noun phrase"),
            ref("treaty", Treaty, "the treaty it serves"),
            partial("launched", "when it was launched"),
            ref("launched_at", Place, "where it was launched"),
            ref("launched_by", Organisation, "who launched it"),
            ref("governing_body", Body, "the body that guides it"),
            ref("steering_committee", Body, "the body that coordinates it"),
            text("public_site", "the address of its public site"),
            text6("member_states_site", "the name of the site for Member States"),
        ),
    ),
)
