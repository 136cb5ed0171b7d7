"""Administrative units: a competition names the region of its day, and a district of that region."""

import datetime
from collections.abc import Iterator

from grantpages.checks.finding import Found, found
from grantpages.checks.rule import Case, rule
from grantpages.model import Call


def _day(call: Call) -> datetime.date | None:
    """The day by which a competition's region is told: of its announcement, else of the end of intake or the order."""
    if call.announcement:
        return call.announcement.date
    if call.intake:
        return call.intake.closes
    return call.order.date if call.order else None


@rule("region-not-of-its-day", of="calls")
def region_not_of_its_day(case: Case) -> Iterator[Found]:
    """A call's region was there on the day of the call."""
    region, day = case.world.dataset.regions.get(case.record.region), _day(case.record)
    if region and day:
        if region.since and day < region.since:
            yield found("region", region=region.name, day=day, limit=region.since)
        elif region.until and day > region.until:
            yield found("region", region=region.name, day=day, limit=region.until)


@rule("district-outside-region", of="calls")
def district_outside_region(case: Case) -> Iterator[Found]:
    """A call's district lies in the call's region."""
    regions, named = case.world.dataset.regions, case.record.district
    for region in regions.values() if named else ():
        for district in region.districts:
            if district.id == named and region.id != case.record.region and case.record.region in regions:
                yield found("district", district=district.name, region=regions[case.record.region].name)
