"""What a page is about, for search engines: schema.org as JSON-LD, one graph on each page."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from grantpages.evidence.identity import is_web
from grantpages.load import Dataset
from grantpages.model import Call, Organization, Project, Report
from grantpages.site.page import Page
from grantpages.site.voice import Voice

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
KINDS = {"state_body": "GovernmentOrganization", "ngo": "NGO"}
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Letters that could end a script element or a line of it, as JSON may write them."""
Node = dict[str, Any]


def embedded(graph: list[Node]) -> str:
    """A graph as the text of a script element, which nothing in the data can end."""
    document = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


class Linked:
    """Describes the pages of one language. base: the address of the language's root, ending in `/`."""

    def __init__(self, dataset: Dataset, voice: Voice, base: str) -> None:
        self.dataset, self.voice, self.base = dataset, voice, base
        self.publisher: Node = {
            "@type": "Organization",
            "@id": f"{base}#operator",
            "name": voice.text(dataset.operator.name),
            "url": dataset.operator.website,
        }

    def graph(self, page: Page) -> list[Node]:
        """The way to the page, then the thing it is about."""
        nodes = [self._crumbs(page)] if page.address else [self._site(), self.publisher]
        match page.values:
            case {"project": Project() as project}:
                nodes.append(self._grant(page, project))
            case {"call": Call() as call}:
                nodes.append(self._call(page, call))
            case {"organization": Organization() as organization}:
                nodes.append(self._organization(str(page.values["id"]), organization))
            case {"report": Report() as report}:
                nodes.append(self._report(page, report))
            case {"datasets": datasets}:
                nodes.append(self._catalogue(page, datasets))
        return nodes

    def _site(self) -> Node:
        name = self.voice.t("site.name")
        return {"@type": "WebSite", "@id": f"{self.base}#site", "url": self.base, "name": name, **self._language()}

    def _language(self) -> Node:
        return {"inLanguage": self.voice.language}

    def _crumbs(self, page: Page) -> Node:
        steps = [(self.voice.t("title.home"), self.base)]
        if page.address != f"{page.section}/":
            steps.append((self.voice.t(f"title.{page.section}"), f"{self.base}{page.section}/"))
        steps.append((page.title, self.base + page.address))
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}

    def _organization(self, id: str, organization: Organization) -> Node:
        node: Node = {
            "@type": KINDS.get(organization.kind, "Organization"),
            "@id": f"{self.base}organizations/{id}/#it",
            "name": self.voice.text(organization.name),
            "url": f"{self.base}organizations/{id}/",
        }
        if organization.bin:
            node["identifier"] = {"@type": "PropertyValue", "propertyID": "BIN", "value": organization.bin}
        if organization.address:
            street = self.voice.text(organization.address)
            node["address"] = {"@type": "PostalAddress", "streetAddress": street, "addressCountry": "KZ"}
        if organization.website and is_web(organization.website):
            node["sameAs"] = organization.website
        return node

    def _named(self, id: str) -> Node:
        """An organization as another node names it."""
        organization = self.dataset.organizations[id]
        kind, name = KINDS.get(organization.kind, "Organization"), self.voice.text(organization.name)
        return {"@type": kind, "@id": f"{self.base}organizations/{id}/#it", "name": name}

    def _region(self, id: str) -> Node:
        return {"@type": "AdministrativeArea", "name": self.voice.text(self.dataset.regions[id].name)}

    def _grant(self, page: Page, project: Project) -> Node:
        call = self.dataset.calls[project.call]
        return {
            "@type": "MonetaryGrant",
            "@id": f"{self.base}{page.address}#it",
            "url": self.base + page.address,
            "name": page.title,
            "description": page.description,
            "identifier": page.values["id"],
            "amount": {"@type": "MonetaryAmount", "value": project.grant.amount, "currency": "KZT"},
            "funder": self._named(call.funder),
            "sponsor": self.publisher,
            "fundedItem": {
                "@type": "Project",
                "name": page.title,
                "member": self._named(project.grantee),
                "areaServed": self._region(call.region),
            },
        }

    def _call(self, page: Page, call: Call) -> Node:
        return {
            "@type": "GovernmentService",
            "@id": f"{self.base}{page.address}#it",
            "url": self.base + page.address,
            "name": page.title,
            "description": page.description,
            "provider": self._named(call.funder),
            "serviceOperator": self.publisher,
            "areaServed": self._region(call.region),
        }

    def _report(self, page: Page, report: Report) -> Node:
        return {
            "@type": "Report",
            "@id": f"{self.base}{page.address}#it",
            "url": self.base + page.address,
            "name": page.title,
            "author": self.publisher,
            "about": [{"@id": f"{self.base}projects/{id}/#it"} for id in report.projects],
            "license": LICENCE,
            **({"datePublished": report.signed.isoformat()} if report.signed else {}),
            **self._language(),
        }

    def _catalogue(self, page: Page, datasets: Mapping[str, Mapping[str, str]]) -> Node:
        return {
            "@type": "DataCatalog",
            "@id": f"{self.base}{page.address}#it",
            "url": self.base + page.address,
            "name": page.title,
            "description": page.description,
            "license": LICENCE,
            "publisher": self.publisher,
            "dataset": [{**node, "license": LICENCE, "creator": self.publisher} for node in _datasets(datasets)],
            **self._language(),
        }


def _datasets(datasets: Mapping[str, Mapping[str, str]]) -> Iterator[Node]:
    """Datasets by name, each with the address of its file for each media type."""
    for name, files in datasets.items():
        downloads = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url} for kind, url in files.items()
        ]
        yield {"@type": "Dataset", "name": name, "description": name, "distribution": downloads}
