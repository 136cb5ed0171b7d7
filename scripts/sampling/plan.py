"""How many records of each kind there are to be, and which belong together."""

from dataclasses import dataclass

from sampling.invented import TOWNS

PER_REPORT = 10
PER_CALL = 3
YEARS = (2022, 2023, 2024, 2025)


@dataclass(frozen=True)
class Plan:
    """A number of projects in groups: a group is a report with its calls and their projects."""

    projects: int
    seed: int

    @property
    def groups(self) -> int:
        """Reports."""
        return -(-self.projects // PER_REPORT)

    @property
    def funders(self) -> int:
        """Towns' departments that order competitions."""
        return min(self.groups, TOWNS)

    @property
    def associations(self) -> int:
        """Grantees and partners."""
        return max(2, self.projects // 2 - self.funders)

    def of(self, group: int) -> range:
        """The numbers of a group's projects."""
        return range(self.projects * group // self.groups, self.projects * (group + 1) // self.groups)


def funder_id(number: int) -> str:
    """The id of a town's department."""
    return f"sample-department-{number + 1:03}"


def association_id(number: int) -> str:
    """The id of a grantee or partner."""
    return f"sample-fund-{number + 1:05}"
