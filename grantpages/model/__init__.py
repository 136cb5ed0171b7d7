"""The records of a data folder as typed, frozen models: the data format IS this package.

Every field says in both languages what belongs in it; the JSON Schemas, the templates to copy
and the public description of the format are generated from these declarations.
"""

from grantpages.model.call import Announcement, Applications, Call, Decision, Intake, Lot, Order
from grantpages.model.classification import (
    District,
    GrantType,
    GrantTypes,
    Region,
    Regions,
    Sphere,
    Spheres,
)
from grantpages.model.holidays import DayChange, Holidays
from grantpages.model.organization import Contacts, Head, Operator, Organization
from grantpages.model.project import (
    AGE_BANDS,
    CATEGORIES,
    Activity,
    Event,
    Figure,
    Gender,
    Grant,
    Narrative,
    Participants,
    Period,
    Project,
    Task,
)
from grantpages.model.report import SECTIONS, Report, Section, Signer
from grantpages.model.values import (
    RESERVED,
    AlsoPrinted,
    Document,
    Link,
    Person,
    Printed,
    Published,
    Record,
    Reply,
    Shape,
    Source,
    Text,
)

__all__ = [
    "AGE_BANDS",
    "CATEGORIES",
    "RESERVED",
    "SECTIONS",
    "Activity",
    "AlsoPrinted",
    "Announcement",
    "Applications",
    "Call",
    "Contacts",
    "DayChange",
    "Decision",
    "District",
    "Document",
    "Event",
    "Figure",
    "Gender",
    "Grant",
    "GrantType",
    "GrantTypes",
    "Head",
    "Holidays",
    "Intake",
    "Link",
    "Lot",
    "Narrative",
    "Operator",
    "Order",
    "Organization",
    "Participants",
    "Period",
    "Person",
    "Printed",
    "Project",
    "Published",
    "Record",
    "Region",
    "Regions",
    "Reply",
    "Report",
    "Section",
    "Shape",
    "Signer",
    "Source",
    "Sphere",
    "Spheres",
    "Task",
    "Text",
]
