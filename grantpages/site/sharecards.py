"""What the pictures say that pages are shared with."""

from typing import TYPE_CHECKING

from grantpages.site.sharecard import Card
from grantpages.site.voice import Voice

if TYPE_CHECKING:
    from grantpages.site.pour import Work


def project_card(work: "Work", voice: Voice, id: str) -> Card:
    """A grant: its title, who received it, the sum, the people, the links seen alive of all; what is stated of it."""
    project = work.dataset.projects[id]
    states = work.register.states_of("projects", id)
    alive = sum(state == "alive" for state in states)
    figures = []
    if project.grant.contract:
        figures.append((voice.money(project.grant.amount), voice.t("total.contract")))
    if project.participants:
        figures.append((voice.number(project.participants.total), voice.t("total.people")))
    if alive:
        figures.append((f"{voice.number(alive)} / {voice.number(len(states))}", voice.t("card.alive")))
    elif states:
        figures.append((voice.number(len(states)), voice.t("total.links")))
    grantee = voice.text(work.dataset.organizations[project.grantee].name)
    return Card(voice.t("site.name"), voice.text(project.title), grantee, figures)


def site_card(work: "Work", voice: Voice) -> Card:
    """The site: its totals."""
    totals = work.relations.totals
    figures = [
        (voice.money(totals.contracted), voice.t("total.contracted")),
        (voice.number(totals.grants), voice.t("total.grants")),
        (voice.number(totals.participants), voice.t("total.participants")),
    ]
    return Card(voice.text(work.dataset.operator.short_name), voice.t("site.name"), "", figures)
