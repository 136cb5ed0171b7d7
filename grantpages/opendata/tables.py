"""Every table of the open data, what it holds first and what it refers to last."""

from grantpages.opendata.competitions import CALLS, LOTS
from grantpages.opendata.grants import ACTIVITIES, FIGURES, PARTICIPANTS, PROJECTS
from grantpages.opendata.parties import DISTRICTS, GRANT_TYPES, ORGANIZATIONS, REGIONS, REPORTS, SPHERES
from grantpages.opendata.proof import EVIDENCE, FINDINGS
from grantpages.opendata.totals import TOTALS

RECORDS = (PROJECTS, ACTIVITIES, FIGURES, PARTICIPANTS, EVIDENCE, CALLS, LOTS, ORGANIZATIONS, REPORTS, FINDINGS)
"""The tables whose rows are records and their parts."""
CLASSIFICATIONS = (REGIONS, DISTRICTS, SPHERES, GRANT_TYPES)
"""The tables of what records are classified by."""
TABLES = (*RECORDS, *TOTALS, *CLASSIFICATIONS)
"""All tables, in the order in which pages and packages list them."""
