"""Which charts there are: money, people, plan and fact, evidence; each over totals that were counted before."""

from collections.abc import Iterator, Mapping, Sequence

from grantpages.evidence.verdict import STATES
from grantpages.load import Dataset
from grantpages.model import AGE_BANDS, CATEGORIES, Lot
from grantpages.model.project import FigureKind
from grantpages.site.drawing import Datum, Drawing, drawing
from grantpages.site.totals import Planned, Sums, Total, Wide, address_of
from grantpages.site.voice import Voice

PEOPLE = {"gender": ("men", "women"), "categories": CATEGORIES, "ages": AGE_BANDS}


class Graphs:
    """The charts of one language."""

    def __init__(self, dataset: Dataset, voice: Voice) -> None:
        self.dataset, self.voice = dataset, voice
        self.money = (voice.t("total.announced"), voice.t("total.contracted"))

    def of(self, total: Total) -> list[Drawing]:
        """The charts of one total that is counted widely: those there is something to draw for."""
        if not total.wide or not (total.grants or total.announced):
            return []
        return [
            *self._money(total.wide),
            *self.people(total.wide),
            *self.plan(total.wide.measures),
            *self.states(total),
        ]

    def _money(self, wide: Wide) -> Iterator[Drawing]:
        t = self.voice.t
        years = [(str(year), sums, address_of("years", str(year))) for year, sums in sorted(wide.years.items())]
        yield self._sums("money-years", t("graph.years"), t("browse.name.years"), years)
        spheres = [
            (self.voice.text(sphere.name), wide.spheres[id], address_of("spheres", id))
            for id, sphere in self.dataset.spheres.items()
            if id in wide.spheres
        ]
        yield self._sums("money-spheres", t("graph.spheres"), t("browse.name.spheres"), spheres)

    def regions(self, totals: Sequence[tuple[str, Total, str]]) -> Drawing:
        """Money by (region, its total, its page): regions with any, the largest first."""
        rows = [
            (name, Sums(total.announced, total.contracted), address)
            for name, total, address in totals
            if total.announced or total.contracted
        ]
        rows.sort(key=lambda row: -max(row[1].contracted, row[1].announced))
        return self._sums("money-regions", self.voice.t("graph.regions"), self.voice.t("browse.name.regions"), rows)

    def lots(self, lots: Sequence[tuple[Lot, Sums]]) -> Drawing:
        """The lots of one competition."""
        data = [(self.voice.text(lot.direction), sums, "") for lot, sums in lots]
        return self._sums("money-lots", self.voice.t("graph.lots"), self.voice.t("field.direction"), data)

    def _sums(self, id: str, title: str, head: str, rows: Sequence[tuple[str, Sums, str]]) -> Drawing:
        data = [Datum(name, (sums.announced, sums.contracted), href) for name, sums, href in rows]
        return drawing(id, title, head, self.money, data, self.voice.money)

    def people(self, wide: Wide) -> Iterator[Drawing]:
        """Participants by each table of the form."""
        for table, groups in PEOPLE.items():
            if stated := wide.stated[table]:
                found = wide.people[table]
                data = [Datum(self.voice.t(f"{table}.{name}"), (found[name],)) for name in groups if name in found]
                yield drawing(
                    f"people-{table}", self.voice.t(f"chart.{table}"), self.voice.t("chart.group"),
                    (self.voice.t("chart.people"),), data, self.voice.number,
                    note=self.voice.n("graph.stated", stated),
                )  # fmt: skip

    def plan(self, measures: Mapping[FigureKind, Planned]) -> Iterator[Drawing]:
        """Planned against actual, each measure on a scale of its own."""
        t = self.voice.t
        if data := [Datum(t(f"kind.{kind}"), (one.planned, one.actual)) for kind, one in sorted(measures.items())]:
            series = (t("figure.planned"), t("figure.actual"))
            yield drawing(
                "plan", t("graph.plan"), t("figure.what"), series, data, self.voice.number,
                alone=True, note=t("graph.plan-note"),
            )  # fmt: skip

    def states(self, total: Total) -> Iterator[Drawing]:
        """Cited links by what was seen of them."""
        t = self.voice.t
        if total.cited:
            data = [
                Datum(t(f"state.{state}"), (total.links[state],), address_of("states", state))
                for state in STATES
                if total.links[state]
            ]
            title, series = t("graph.states"), (t("total.links"),)
            yield drawing("states", title, t("browse.name.states"), series, data, self.voice.number)
