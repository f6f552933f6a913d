"""A small record that uses every kind and nearly every key, as files: path to text."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from wagtail.models import Locale, Page, Revision, Site

SAMPLE = {
    "states/bra.yaml": """\
# A comment, which an import passes over.
id: bra
short_name: {ar: البرازيل, zh: 巴西, en: Brazil, fr: Brésil, ru: Бразилия, es: Brasil}
formal_name: {en: the Federative Republic of Brazil}
member_since: 1945-10-24
former_names:
- until_on: 1968-01-01
  short_name: {en: United States of Brazil}
""",
    "places/brasilia.yaml": """\
id: brasilia
name: {en: Brasília, fr: Brasilia}
locative: {en: in Brasília, ru: в Бразилиа}
state: bra
time_zone: America/Sao_Paulo
""",
    "regional-groups/latin-american.yaml": """\
id: latin-american
name: {en: Latin American Group}
""",
    "organisations/office.yaml": """\
id: office
name: {en: Office on Drugs, zh: 毒品办公室}
acronym: {en: UNODC}
kind: united_nations
""",
    "organisations/ministry.yaml": """\
id: ministry
name: {en: Ministry of Justice}
kind: government
state: bra
""",
    "bodies/commission.yaml": """\
id: commission
name: {en: Commission on Crime Prevention}
kind: governing
""",
    "bodies/committee.yaml": """\
id: committee
name: {en: Steering Committee}
kind: committee
purpose: {en: Coordinates the initiative.}
parent: commission
members:
- organisation: office
  since: 2007-03-01
- organisation: ministry
  capacity: {en: observer}
""",
    "treaties/convention.yaml": """\
id: convention
name: {en: Convention against Organized Crime}
""",
    "treaties/protocol.yaml": """\
id: protocol
name: {en: Protocol against Trafficking in Persons}
supplements: convention
""",
    "documents/agenda.yaml": """\
id: agenda
symbol: E/CN.15/2008/1
title: {en: Provisional agenda}
kind: provisional_agenda
audience: public
state: issued
original_language: en
dated: late 2007-11
issued_on: 2007-11-30
aliases:
- symbol: '2008'
  kind: temporary
versions:
  en:
    status: final
    text: |
      1. Opening.

      4. Trends.
  zh:
    status: draft
    file: agenda-in-chinese.pdf
    media_type: application/pdf
showings:
- forum: brasilia-2007
  kind: on_screens
  withdrawn_on: 2008-01-10
  withdrawal_reason: {en: Outdated.}
""",
    "documents/agenda-in-chinese.pdf": "%PDF-1.7 not really",
    "sessions/commission-17.yaml": """\
id: commission-17
body: commission
number: 17
name: {en: seventeenth session}
place: brasilia
starts_on: 2008-04-14
ends_on: 2008-04-18
provisional_agenda: agenda
agenda_items:
- number: '4'
  title: {en: Trends}
  documents: [agenda]
- number: 2 (b)
  title: {en: Other matters}
""",
    "sessions/commission-16.yaml": """\
id: commission-16
body: commission
number: 16
name: {en: sixteenth session}
starts_on: 2007-04-23
ends_on: 2007-04-27
parts:
- number: 1
  kind: reconvened
  name: {en: reconvened sixteenth session}
  locative: {en: at its reconvened sixteenth session}
  place: brasilia
  starts_on: 2007-11-21
  ends_on: 2007-11-30
  precision: late_month
""",
    "meetings/consultation.yaml": """\
id: consultation
kind: consultation
body: commission
place: brasilia
starts_on: 2007-06-18
audience: member_states
agenda_items:
- number: 1
  title: {en: Regional events}
papers:
- document: agenda
  is_report: true
briefings:
- number: 1
  topic: {en: regional events}
  text: {en: "The secretariat told: seven events."}
""",
    "decisions/decision-1.yaml": """\
id: decision-1
body: commission
session: commission-16
kind: decision
number: 16/1
title: {en: Guidance of Member States}
wording: paraphrase
state: adopted
adopted: 2007-04-27
paragraphs:
- number: 1
  text: {en: The initiative is guided by Member States.}
- number: 2
  text: {en: Guidance is given in consultations.}
""",
    "guidance/regional-events.yaml": """\
id: regional-events
meeting: consultation
kind: request
topic: {en: regional events}
text: {en: Member States asked for regional events.}
under: guided
""",
    "procedures/in-writing.yaml": """\
id: in-writing
body: commission
name: {en: Written approval}
kind: written
""",
    "follow_ups/extradition.yaml": """\
id: extradition
origin: recommendation
responsible_state: bra
taken_over_on: 2007-10-10
due: mid 2008
state: done
state_on: 2008-01-10
note: {en: A law was passed.}
progress:
- number: 1
  state_by: bra
  made_on: 2008-01-08
  claims: done
  text: {en: A law was passed.}
  link: https://example.org/law
  state: accepted
  reviewed_on: 2008-01-10
""",
    "follow_ups/note.yaml": """\
id: note
origin: report
responsible_body: commission
taken_over_on: 2008-01-31
state: open
""",
    "endorsements/programme.yaml": """\
id: programme
body: commission
title: {en: Provisional programme}
procedure: in-writing
put_on: 2007-08-01
under: guided
state: approved
result: late 2007-09
""",
    "mandates/guided.yaml": """\
id: guided
title: {en: To act under guidance}
paragraph: decision-1/1
addressee_organisation: office
ask: act
in_force_from: 2007-04-27
due: mid 2008
""",
    "mandates/convene.yaml": """\
id: convene
title: {en: To hold regional events}
guidance: regional-events
addressee_organisation: office
addressee_body: committee
ask: convene
in_force_from: 2007-06-18
due_session: commission-17
state: fulfilled
ended_on: 2008-01-31
end_reason: {en: All were held.}
""",
    "initiatives/gift.yaml": """\
id: gift
name: {en: Global Initiative}
treaty: protocol
launched: 2007-03
launched_at: brasilia
launched_by: office
governing_body: commission
steering_committee: committee
public_site: www.example.org
""",
    "events/brasilia-2007.yaml": """\
id: brasilia-2007
title: {en: Regional event for Latin America, fr: Manifestation régionale}
lead: office
mandate: convene
state: completed
authorised_on: 2007-06-18
starts: 2007-10-02
ends: 2007-10-04
audience: public
partners:
- organisation: ministry
  role: host
- state: bra
  role: support
documents: [agenda]
kind: regional
place: brasilia
theme: {en: national action plans}
head_count: 800
head_count_is_minimum: true
concept_note: agenda
pledging:
- introduction: {en: Promise something.}
  opens_on: 2007-09-01
  closes_on: 2007-10-04
  on_screens: true
budget:
- number: 1
  purpose: Interpretation
  currency: USD
  planned: 1500.5
  committed: 1000
  spent: 900
  contribution: gift-of-brazil
- number: 2
  purpose: Rooms
  currency: EUR
  planned: 200
  state: bra
participant_list:
- number: 1
  state: bra
  category: law_enforcement
  head_count: 12
  standing: came
- number: 2
  organisation: office
  category: united_nations
invitations:
- number: 1
  channel: note_verbale
  state_invited: bra
  seats: 20
  reference: NV/2007/12
  document: agenda
  state: accepted
  sent_on: 2007-08-01
  reply_by: 2007-09-01
  replied_on: 2007-08-20
  coming: 12
- number: 2
  channel: letter
  participant: brasilia-2007/2
  state: planned
reschedulings:
- decided_on: 2007-08-01
  decided_at: consultation
  previous_title: {en: Regional event}
  previous_starts: 2007-09
tasks:
- slug: rooms
  title: {en: Rooms booked}
  days_before: 150
  due_on: 2007-05-05
  state: done
  state_on: 2007-05-01
- slug: interpretation
  title: {en: Interpreters engaged}
  due_on: 2007-07-04
  blocked_by: [brasilia-2007/rooms]
  state: open
""",
    "speakers/brasilia-2007-speaker-1.yaml": """\
id: brasilia-2007-speaker-1
event: brasilia-2007
role: speaker
name: {en: The Judge}
function: {en: Judge}
organisation: {en: Supreme Court}
from_state: bra
topic: {en: Witnesses}
reason: {en: Knows it well.}
languages: en fr
sector: government
gender: woman
cv: {en: Thirty years on the bench.}
biography: {en: Born and became a judge.}
proposed_for_state: bra
proposed_at: 2007-08-01T09:00:00Z
state: confirmed
shared_at: 2007-08-05T09:00:00Z
decided_on: 2007-08-20
decided_under: convene
decision_reason: {en: Nobody else does.}
invited_on: 2007-08-21
answer_by_on: 2007-09-01
answered_on: 2007-08-25
answered_by_link: true
confirmed_on: 2007-08-26
publication_consent: given
recording_consent: withdrawn
published_at: 2007-08-27T09:00:00Z
substitute_for: brasilia-2007-speaker-2
advice:
- number: 1
  by_state: bra
  kind: support
  given_at: 2007-08-10T09:00:00Z
interests:
- number: 1
  party: invitee
  has_interest: true
  text: {en: A cousin sells locks.}
  declared_on: 2007-08-25
consents:
- number: 1
  kind: publication
  to: given
  is_by_link: true
  changed_at: 2007-08-25T09:00:00Z
""",
    "speakers/brasilia-2007-speaker-2.yaml": """\
id: brasilia-2007-speaker-2
event: brasilia-2007
role: moderator
name: {en: The Editor}
reason: {en: Asks well.}
proposed_for_organisation: office
proposed_at: 2007-08-01T09:00:00Z
state: not_chosen
shared_at: 2007-08-05T09:00:00Z
ended_on: 2007-08-20
end_reason: {en: Too busy.}
""",
    "programmes/brasilia.yaml": """\
id: brasilia
event: brasilia-2007
changeover_minutes: 5
preface: {en: Coffee is served outside.}
days:
- day: 2007-10-02
  title: {en: First day}
  interpreted_from: 10:00
  interpreted_until: 13:00
- day: 2007-10-03
rooms:
- slug: hall
  name: {en: Hall, fr: Salle}
  seats: 300
  languages: en fr
people:
- slug: minister
  name: {en: The Minister}
  function: {en: Minister of Justice}
  state: bra
  gender: woman
- slug: judge
  name: {en: The Judge}
  speaker: brasilia-2007-speaker-1
items:
- slug: opening
  kind: plenary
  title: {en: Opening}
  objective: {en: To open the event.}
  day: brasilia/2007-10-02
  starts_at: 10:00
  ends_at: 11:00
  room: brasilia/hall
  languages: en fr
  expected: 200
  documents: [agenda]
  parts:
  - number: 1
    person: brasilia/minister
    role: chair
    minutes: 10
    confirmed_on: 2007-09-20
  speakers_lists:
  - kind: statements
    slug: brasilia-opening-statements
    title: {en: Opening}
    seconds_each: 180
    state: closed
    opened_at: 2007-10-01T12:00:00Z
    closed_at: 2007-10-02T13:30:00Z
    limits:
    - group: latin-american
      seconds: 600
    requests:
    - number: 1
      place: 2
      delegation: bra
      state: spoken
      requested_at: 2007-10-02T12:00:00Z
      began_at: 2007-10-02T13:00:00Z
      ended_at: 2007-10-02T13:02:00Z
      seconds_allowed: 180
    - number: 2
      place: 1
      organisation: office
      state: waiting
      requested_at: 2007-10-02T12:05:00Z
      moved_reason: {en: As the chair directed.}
- slug: later
  kind: panel
  title: {en: Unscheduled}
releases:
- number: 1
  comment: {en: First version.}
  audience: public
  digest: 4eb4eda6d2cfdc2d8dc006ee722205066df2e4dfa714292a7d5a1efcbc99a786
  file: brasilia.1.json
  released_at: 2007-09-25T12:00:00Z
  state: released
screens:
- slug: door
  name: Left door
  kind: door
  room: "brasilia/hall"
  languages: en fr
  period_seconds: 20
- slug: wall
  name: Wall
  kind: wall
  languages: ar zh en fr ru es
  period_seconds: 15
  tiles: [brasilia/door]
notices:
- number: 1
  text: {en: Coffee is served outside.}
  priority: information
  shown_until: 2007-10-02T15:00:00Z
  screens: [brasilia/door]
  state: published
  published_at: 2007-10-02T11:00:00Z
""",
    "registrations/brasilia.yaml": """\
id: brasilia
event: brasilia-2007
opens_on: 2007-09-01
closes_on: 2007-09-25
purpose: {en: The names serve badges., fr: Les noms servent aux badges.}
delete_on: 2007-12-31
public_keys: 3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29
purged_on: 2007-12-31
categories:
- category: delegation
  most_each: 5
- category: organisation
head_counts:
- number: 1
  category: delegation
  state: bra
  registered: 4
  accredited: 3
  came: 2
- number: 2
  category: organisation
  name: A charity
  registered: 1
  accredited: 1
  came: 1
""",
    "programmes/brasilia.1.json": """\
{
  "days": [
    {
      "day": "2007-10-02"
    }
  ],
  "event": "brasilia-2007",
  "format": "palermo-programme/1",
  "items": [
    {
      "day": "2007-10-02",
      "ends": "11:00",
      "id": "opening",
      "kind": "plenary",
      "parts": [
        {
          "is_confirmed": true,
          "person": "minister",
          "role": "chair"
        }
      ],
      "room": "hall",
      "starts": "10:00",
      "title": {
        "en": "Opening"
      }
    }
  ],
  "people": [
    {
      "id": "minister",
      "name": {
        "en": "The Minister"
      }
    }
  ],
  "rooms": [
    {
      "id": "hall",
      "name": {
        "en": "Hall"
      }
    }
  ],
  "time_zone": "America/Sao_Paulo",
  "title": {
    "en": "Regional event for Latin America"
  }
}
""",
    "events/experts.yaml": """\
id: experts
title: {en: Experts on the manual}
part_of: manual
state: proposed
kind: expert_meeting
""",
    "occasions/assembly.yaml": """\
id: assembly
title: {en: Assembly of parliamentarians}
organisation: office
organizer: {en: Parliament of the host country}
starts: 2008-01-30
ends: 2008-02-01
place: brasilia
event: brasilia-2007
""",
    "tools/manual.yaml": """\
id: manual
title: {en: Manual}
mandate: guided
state: under_way
authorised_on: 2007-04-27
kind: training
readers: {en: police officers}
editions:
- state: draft
  due: 2008-02-12
  stages:
  - stage: drafting
    began_on: 2007-05-02
  - stage: experts
    began_on: 2007-06-01
    meeting: experts
    reason: {en: The draft is complete.}
  - stage: consultation
    began_on: 2007-07-01
    until_on: 2007-09-01
    consulted: {en: Member States}
  presentations:
  - occasion: assembly
    presented: {en: submitted to the assembly}
    comments: {en: More examples are needed.}
    comment_count: 12
- state: final
  due: 2008
""",
    "tool_texts/manual.yaml": """\
tool: manual
notice: {en: Not an official text.}
passages:
- key: m1
  kind: module
  text: {en: Identifying victims, fr: Identifier les victimes}
  stale: [fr]
  passages:
  - key: m1.p1
    kind: paragraph
    text: {en: "Victims are *never* punished.[^Article 8.]", fr: Jamais punies.}
    document: agenda
  - key: m1.t1
    kind: table
    text:
      en: |
        Sign | Question
        Fear | Who speaks for the person?
""",
    "tool_versions/manual-v1.yaml": """\
id: manual-v1
tool: manual
number: 1
edition: manual/1
name: {en: Draft for the experts}
notice: {en: Not an official text.}
audience: member_states
original_language: en
frozen_on: 2008-01-10
published_on: 2008-01-11
texts:
  en:
    digest: fe1ec09c4ceb324b0bad7e88e6ac68e37d7a3db8f61c64ab60ec7981d91f44c2
    file: manual-v1.en.json
""",
    "tool_versions/manual-v1.en.json": """\
[
  {"key": "m1", "kind": "module", "text": "Identifying victims"},
  {"in": "m1", "key": "m1.p1", "kind": "paragraph", "text": "Victims are never punished."}
]
""",
    "text_rounds/manual-round-1.yaml": """\
id: manual-round-1
tool: manual
version: manual-v1
number: 1
kind: states
all_states: true
states: [bra]
instructions: {en: Comment on the module.}
state: open
time_zone: Europe/Vienna
opened_on: 2008-01-15
closes_at: 2008-03-04T17:00:00Z
experts:
- number: 1
  is_named: true
  consented_at: 2008-01-20T10:00:00Z
  invited_on: 2008-01-15
comments:
- number: 1
  passage: m1.p1
  language: en
  quote: never
  topic: drafting
  proposal: Victims are not punished.
  by_state: bra
  written_at: 2008-01-21T10:00:00Z
  state: declined
  response: {en: The word is needed.}
  decided_on: 2008-01-25
- number: 2
  reply_to: manual-round-1/1
  passage: m1.p1
  language: en
  topic: substance
  text: As in the Protocol.
  expert: manual-round-1/1
  written_at: 2008-01-22T10:00:00Z
  state: open
""",
    "studies/research.yaml": """\
id: research
title: {en: Research}
mandate: guided
state: under_way
authorised_on: 2007-05-01
obstacle: {en: There is no reliable data.}
results_due: mid 2008
question: {en: Who moves whom?}
protocol: agenda
publication: agenda
published_on: 2008-09-10
contributions:
- number: 1
  organisation: office
  role: lead
- number: 2
  state: bra
  role: fieldwork
  description: {en: interviews with officers}
  since_on: 2008-01-15
ethics_reviews:
- number: 1
  body: {en: A board}
  reference: 2008/1
  submitted_on: 2007-12-01
  result: conditional
  decided_on: 2008-01-10
  conditions: {en: Adults only.}
  valid_until: 2009-01-10
  document: agenda
drafts:
- number: 1
  document: agenda
  status: closed
  audience: member_states
  circulated_on: 2008-03-03
  comments_until: 2008-03-31
  note: {en: See the tables.}
  comments:
  - number: 1
    state: bra
    place: page 3
    text: Say how age is recorded.
    made_on: 2008-03-10
    answer: partly
    reply: Age bands are added.
    answered_on: 2008-04-02
- number: 2
  document: agenda
""",
    "good_practices/joint-interviews.yaml": """\
id: joint-interviews
title: {en: Joint interviews}
summary: {en: Victims were interviewed jointly.}
field: protection
states: [bra]
organisations: [office]
carried_out_by: {en: Police and a shelter}
starts: 2005-03
ends: '2006'
evidence_level: evaluated
evidence: {en: Numbers}
evaluation: {en: It was compared.}
evaluated_by: {en: A university}
evaluated_on: 2007-05-03
evaluation_document: agenda
transferability: {en: It takes an agreement.}
activities: [manual]
outcomes: [report]
status: withdrawn
published_on: 2007-06-01
withdrawn_on: 2008-01-20
reason: {en: It did harm.}
arranged: [evidence]
""",
    "activities/website.yaml": """\
id: website
title: {en: Web site}
state: proposed
""",
    "assistance/training-of-judges.yaml": """\
id: training-of-judges
state: bra
title: {en: Training of judges, fr: Formation de juges}
summary: {en: Trainers for a course.}
field: training
treaty: protocol
provision: 10(2)
tool: manual
mandate: guided
asked_on: 2007-05-02
due: late 2007
audience: member_states
status: completed
recorded_on: 2007-05-03
closed_on: 2007-12-01
delivered: 2007-11
result: {en: A course of five days was held.}
outcome: {en: Forty judges were trained.}
evidence: agenda
offers:
- number: 1
  organisation: office
  made_on: 2007-06-01
  text: {en: Two trainers.}
  status: accepted
  decided_on: 2007-06-20
  answer: {en: Accepted with thanks.}
""",
    "questionnaires/trafficking.yaml": """\
id: trafficking
title: {en: Questionnaire on trafficking}
summary: {en: It asks for victims and convictions.}
editions:
- number: 1
  status: published
  content: |
    sections: []
    units:
      persons: {en: Persons}
  published_on: 2007-06-01
  digest: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
- number: 2
  status: draft
  content: 'sections: []'
  changes: {en: One table more.}
""",
    "rounds/figures-of-2006.yaml": """\
id: figures-of-2006
title: {en: Figures of 2006}
edition: trafficking/1
year: 2006
mandate: guided
status: open
opens_on: 2007-07-02
due_on: 2007-09-28
guidance: {en: Count each person once.}
invitations:
- state: bra
  invited_on: 2007-07-02
  extended_to: 2007-10-31
  extension_reason: A new law.
""",
    "partner_rules/business.yaml": """\
id: business
checks: [identity, sanctions]
needs_guidance: true
""",
    "partnerships/hotels.yaml": """\
id: hotels
name: {en: Hotels}
kind: business
countries: [bra]
field: {en: tourism}
summary: {en: It runs hotels.}
website: https://example.org/hotels
role: {en: It trains its staff.}
mandate: guided
status: left
applied_on: 2007-05-02
decided_on: 2007-06-01
since: 2007-06
left_on: 2008-01-15
reason: {en: It was sold.}
guidance: regional-events
is_listed: true
arranged: [role]
""",
    "partnerships/agency.yaml": """\
id: agency
name: {en: Office}
organisation: office
kind: organization
status: admitted
""",
    "campaigns/open-eyes.yaml": """\
id: open-eyes
title: {en: Open eyes}
mandate: guided
state: under_way
authorised_on: 2007-06-01
starts: 2007-06
audience: public
aim: {en: Travellers know the signs.}
countries: [bra]
budget: 2000
currency: USD
actions:
- number: 1
  partnership: hotels
  kind: day
  title: {en: A day in hotels}
  place: brasilia
  starts: 2007-07-30
  status: recorded
  reach:
  - number: 1
    unit: visitors
    count: 3000000000
    is_minimum: true
    source: {en: The hotels}
    counted_on: 2007-08-01
""",
    "campaign_material/leaflet.yaml": """\
id: leaflet
campaign: open-eyes
kind: leaflet
title: {en: Leaflet}
text: {en: Know the signs.}
depicts: no_persons
licence: cc_by
audience: public
is_for_partners: true
status: published
checked_by: A reviewer
checked_on: 2007-06-20
published_on: 2007-06-25
files:
- language: en
  number: 1
  file: leaflet-to-print.pdf
  name: leaflet.pdf
  media_type: application/pdf
  alt: A sheet with five lines.
adaptations:
- number: 1
  group: {en: Teachers}
  text: {en: It was read aloud.}
  language: pt
  since_on: 2007-09-01
  status: reported
""",
    "campaign_material/leaflet-to-print.pdf": "%PDF-1.7 a leaflet",
    "commitments/training.yaml": """\
id: training
partnership: hotels
activity: brasilia-2007
outcome: report
number: 1
title: {en: Training of staff}
text: {en: The staff of each hotel will be trained.}
indicator: {en: hotels with trained staff}
target: {en: all}
made: 2007-10-03
due: mid 2008
speaker: A. Speaker
is_shown_on_screens: true
status: recorded
decided_on: 2007-10-10
audience: public
follow_up: promise
""",
    "follow_ups/promise.yaml": """\
id: promise
origin: commitment
taken_over_on: 2007-10-10
state: open
progress:
- number: 1
  made_on: 2008-01-08
  claims: in_progress
  text: {en: Two hotels.}
  state: queried
  reviewed_on: 2008-01-10
  review: {en: Which?}
""",
    "action_plans/hotels-plan.yaml": """\
id: hotels-plan
partnership: hotels
title: {en: Plan of the hotels}
level: sector
stresses_monitoring: true
activity: brasilia-2007
outcome: report
template: manual
audience: public
editions:
- number: 1
  status: replaced
  ended_on: 2007-12-01
- number: 2
  status: adopted
  adopted: 2007-12
  period_from: 2008-01-01
  period_until: 2009-12-31
  changes: {en: It has a measure.}
  sections:
  - key: goal-1
    heading: {en: Staff}
  measures:
  - key: training
    section: hotels-plan/2/goal-1
    text: {en: Train the staff.}
    responsible: {en: managers}
    organisation: office
    due: 2008
    budget: 500
    currency: USD
    indicator: {en: trained persons}
    baseline: {en: '0'}
    target: {en: '50'}
    treaty: protocol
    provision: 9(1)
    recommendations: [report/1]
    tools: [manual]
  rounds:
  - number: 1
    period_from: 2008-01-01
    period_until: 2008-01-31
    status: published
    opened_on: 2008-01-20
    due_on: 2008-01-25
    closed_on: 2008-01-26
    published_on: 2008-01-27
    assessment: {en: Slow.}
    progress:
    - measure: hotels-plan/2/training
      status: delayed
      text: {en: Ten were trained.}
      value: {en: '10'}
      spent: 100
      reported_on: 2008-01-24
  evaluations:
  - number: 1
    kind: review
    evaluator: {en: Evaluators}
    is_independent: true
    made: 2008-01
    findings: {en: Too late.}
    published_on: 2008-01-30
    lessons:
    - number: 1
      text: {en: Begin early.}
      measure: hotels-plan/2/training
""",
    "press_releases/moved.yaml": """\
id: moved
title: {en: The Forum moves}
body: {en: It is in February.}
activity: brasilia-2007
status: scheduled
public_at: 2030-01-01T09:00:00Z
""",
    "press_contacts/1.yaml": """\
id: 1
name: An Officer
role: {en: press officer}
email: press@example.org
languages: en fr
""",
    "kit_items/1.yaml": """\
id: 1
title: {en: Leaflet}
material: leaflet
""",
    "cuttings/daily.yaml": """\
id: daily
title: Hotels against trafficking
outlet: Daily
language: en
published: 2007-07-31
link: https://example.org/daily
activity: brasilia-2007
release: moved
""",
    "advice/traveller.yaml": """\
id: traveller
introduction: {en: When you travel.}
is_published: true
steps:
- number: 1
  title: {en: Know the signs}
  tool: manual
  material: leaflet
  link: https://example.org/signs
""",
    "outcomes/report.yaml": """\
id: report
event: brasilia-2007
order: 2
kind: report
status: adopted
title: {en: Report of the event}
produced_on: 2007-10-04
audience: member_states
showings:
- forum: brasilia-2007
  kind: handed_out
  reason: {en: Detailed.}
  marked_on: 2007-11-01
recommendations:
- number: 1
  text: {en: Extradite or prosecute.}
  due: mid 2008
  follow_up: extradition
""",
    "outcomes/agreed.yaml": """\
id: agreed
event: brasilia-2007
order: 3
kind: agreed_item
status: adopted
adopted_on: 2007-10-05
title: {en: An item for others}
process: {en: Another process}
produced_on: 2007-10-04
audience: public
""",
    "feedback/brasilia.yaml": """\
id: brasilia
event: brasilia-2007
introduction: {en: Five minutes.}
opens_on: 2007-10-04
closes_on: 2007-10-31
threshold: 3
audience: public
questions:
- number: 1
  words: {en: Was it useful?}
- number: 2
  kind: words
  words: {en: What else?}
sheets:
- code: 0f1e2d
  answers:
  - number: 1
    question: brasilia/1
    mark: 4
  - number: 2
    question: brasilia/2
    words: Go on.
- code: 8c7b6a
  answers:
  - number: 1
    question: brasilia/1
    mark: 2
""",
    "task_templates/forum.yaml": """\
id: forum
title: {en: Forum, fr: Forum}
kind: forum
tasks:
- slug: rooms
  title: {en: Rooms booked}
  days_before: 150
- slug: badges
  title: {en: Badges printed}
  days_before: 3
  after: [forum/rooms]
""",
    "contributions/gift-of-brazil.yaml": """\
id: gift-of-brazil
state: bra
purpose: {en: the launch}
amount: 1500.5
currency: USD
earmark: {en: travel}
period_from: 2007-03-01
period_until: 2007-12-31
given: 2007
activities: [brasilia-2007]
""",
    "contributions/grant.yaml": """\
id: grant
organisation: office
purpose: {en: travel}
audience: public
terms:
- promised: 2007-02
  is_acknowledged: false
  sector: '15130'
  agreement: agenda
payments:
- number: 1
  paid_on: 2007-04-02
  amount: 1200.5
  currency: USD
expenditure:
- number: 1
  activity: brasilia-2007
  purpose: {en: travel}
  period_from: 2007-10-01
  period_until: 2007-10-31
  amount: 900
  currency: USD
results:
- number: 1
  activity: brasilia-2007
  text: {en: Twelve officials took part.}
  indicator: {en: officials who took part}
  value: 12
  period_from: 2007-10-01
  period_until: 2007-10-31
""",
    "reports_due/progress-due.yaml": """\
id: progress-due
subject: {en: progress}
mandate: guided
responsible: office
body: commission
session: commission-17
""",
    "reports/progress.yaml": """\
id: progress
blueprint: progress
title: {en: Progress report}
cutoff_on: 2008-01-31
session: commission-17
agenda_item: commission-17/4
original_language: en
audience: public
recommendations:
- number: 1
  text: {en: The Commission may wish to note it.}
  follow_up: note
""",
}

# Apart, since making pages takes its time.
PAGES = {
    "pages/home.yaml": """\
id: home
kind: home
title: {en: Global Initiative, zh: 全球举措}
body:
  en: |-
    What it is & does.

    More of it.
""",
    "pages/news.yaml": """\
id: news
kind: news_index
parent: home
title: {en: News, zh: 新闻}
""",
    "pages/forum-moved.yaml": """\
id: forum-moved
kind: news
parent: news
published_on: 2007-08-01
title: {en: The Forum is moved}
intro: {en: It is in February 2008.}
""",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """Write the files below `folder`; None takes one away."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def with_line(name: str, old: str, new: str) -> dict[str, str]:
    """A file of the sample in which one text is replaced by another."""
    text = (SAMPLE | PAGES)[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return {name: text.replace(old, new)}


def database_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every model of ours as the database holds it, to compare before and after."""
    ours = [model for model in apps.get_models(include_auto_created=True) if "palermo" in model.__module__]
    models = [*ours, Locale, Page, Revision, Site]
    with connection.cursor() as cursor:
        return {model._meta.label: _rows(cursor, model) for model in models}


def _rows(cursor: CursorWrapper, model: type[Model]) -> list[tuple[Any, ...]]:
    cursor.execute(
        f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)} "
        f"ORDER BY {connection.ops.quote_name(model._meta.pk.column)}"
    )
    return cursor.fetchall()


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
