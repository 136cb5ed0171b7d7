"""What became of a report, short enough to be written by hand beside it."""

from typing import Any

from grantpages.intake.reading import Drafts


def outcome(drafts: Drafts) -> dict[str, Any]:
    """The facts of the drafts, texts in the report's language."""
    (call,) = drafts.records["calls"].values()
    (report,) = drafts.records["reports"].values()
    own = drafts.language
    announced = call.get("announcement", {})
    found = {
        "language": own,
        "call": next(iter(drafts.records["calls"])),
        "announced": _day(announced.get("date")),
        "closes": _day(call.get("intake", {}).get("closes")),
        "links": [link["url"] for link in announced.get("links", ())],
        "protocol": call.get("decision", {}).get("protocol"),
        "lots": [[lot["direction"][own], lot["sphere"], lot["grant_type"], lot["amount"]] for lot in call["lots"]],
        "organizations": {
            id_: [one["kind"], one.get("legal_form"), one["name"][own], one.get("head", {}).get("name")]
            for id_, one in drafts.records["organizations"].items()
        },
        "private": {id_: sorted(set(one) - {"organization"}) for id_, one in drafts.records["private"].items()},
        "projects": [_project(id_, project, own) for id_, project in drafts.records["projects"].items()],
        "points": list(report["sections"]),
        "signers": [[one["position"][own], one["name"]] for one in report.get("signers", ())],
        "unplaced": list(drafts.account.unplaced),
    }
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _project(id_: str, project: dict[str, Any], own: str) -> dict[str, Any]:
    grant = project["grant"]
    contract = grant.get("contract")
    period = project.get("period")
    found = {
        "id": id_,
        "title": project["title"][own],
        "lot": project["lot"],
        "grantee": project["grantee"],
        "partners": project.get("partners"),
        "contract": contract and [contract["number"], _day(contract["date"])],
        "amount": grant["amount"],
        "period": period and [_day(period["start"]), _day(period["end"])],
        "participants": {k: v for k, v in project.get("participants", {}).items() if not k.startswith("#")},
        "tasks": [_task(task, own) for task in project.get("tasks", ())],
        "narrative": {k: v[own] for k, v in project.get("narrative", {}).items() if not k.startswith("#")},
    }
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _task(task: dict[str, Any], own: str) -> dict[str, Any]:
    found = {"kind": task["kind"], "number": task.get("number"), "title": task["title"][own]}
    found["activities"] = [_activity(one, own) for one in task["activities"]]
    return {key: value for key, value in found.items() if value is not None}


def _activity(activity: dict[str, Any], own: str) -> dict[str, Any]:
    found = {
        "number": activity.get("number"),
        "title": activity.get("title", {}).get(own),
        "dates": [_day(event["date"]) for event in activity.get("events", ())],
        "figures": [
            " ".join(str(figure[key]) for key in ("kind", "planned", "actual", "actual_is") if key in figure)
            for figure in activity.get("figures", ())
        ],
        "links": [link["url"] for link in activity.get("evidence", ())],
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _day(value: Any) -> str | None:
    return str(value) if value is not None else None
