"""Tables of grants and of what came of them: projects, activities, figures, participants."""

from collections.abc import Iterator

from grantpages.model import Activity, Figure, Grant, Participants, Period, Project, Task
from grantpages.model.project import Contract
from grantpages.opendata.basis import Grounds, Subject
from grantpages.opendata.table import TAIL, Cell, Reference, Row, Table, day, of, pair, text, whole
from grantpages.problem import Message

_PROJECT = text("project", "Жобаның белгісі.", "Обозначение проекта.", required=True)
_OF_PROJECT = Reference(("project",), "projects", ("id",))
_PROJECTS = ("projects",)
GROUPINGS = ("total", "gender", "category", "age")


def _projects(grounds: Grounds, subject: Subject) -> Iterator[Row]:
    project, dataset = subject.project, grounds.dataset
    call, lot = dataset.calls[project.call], grounds.lots[project.call, project.lot]
    grant, period, facts = project.grant, project.period, grounds.facts(subject)
    yield (
        subject.id, project.title.kk, project.title.ru, project.call, project.lot, call.funder, call.region,
        project.grantee, ";".join(project.partners) or None, lot.sphere, lot.grant_type, grounds.year(project),
        *((grant.contract.number, grant.contract.date) if grant.contract else (None, None)),
        grant.amount, grant.co_funding, *((period.start, period.end) if period else (None, None)),
        *((project.place.kk, project.place.ru) if project.place else (None, None)),
        facts.people, sum(len(task.activities) for task in project.tasks), facts.links, facts.alive, facts.notes,
    )  # fmt: skip


def _activities(grounds: Grounds, subject: Subject) -> Iterator[Row]:
    for number, task in enumerate(subject.project.tasks, 1):
        for place, activity in enumerate(task.activities, 1):
            yield (subject.id, number, place, *_activity(task, activity))


def _activity(task: Task, activity: Activity) -> Row:
    days = [event.date for event in activity.events if event.date]
    title = activity.title or task.title
    return (
        task.kind, task.number, activity.number, task.title.kk, task.title.ru, title.kk, title.ru, activity.form,
        *((activity.place.kk, activity.place.ru) if activity.place else (None, None)),
        len(activity.events), min(days, default=None), max(days, default=None), len(activity.evidence),
    )  # fmt: skip


def _figures(grounds: Grounds, subject: Subject) -> Iterator[Row]:
    for number, figure in enumerate(subject.project.figures, 1):
        yield (subject.id, 0, 0, number, *_figure(figure))
    for task_number, task in enumerate(subject.project.tasks, 1):
        for place, activity in enumerate(task.activities, 1):
            for number, figure in enumerate(activity.figures, 1):
                yield (subject.id, task_number, place, number, *_figure(figure))


def _figure(figure: Figure) -> Row:
    return (
        figure.kind, *((figure.what.kk, figure.what.ru) if figure.what else (None, None)),
        figure.planned, figure.planned_is, figure.actual, figure.actual_is,
        *((figure.note.kk, figure.note.ru) if figure.note else (None, None)), figure.printed,
    )  # fmt: skip


def _participants(grounds: Grounds, subject: Subject) -> Iterator[Row]:
    if participants := subject.project.participants:
        for grouping, group, people in _groups(participants):
            yield (subject.id, grouping, group, people)


def _groups(participants: Participants) -> Iterator[tuple[Cell, Cell, Cell]]:
    yield "total", "all", participants.total
    if participants.gender:
        yield "gender", "men", participants.gender.men
        yield "gender", "women", participants.gender.women
    yield from (("category", str(name), people) for name, people in participants.categories.items())
    yield from (("age", str(name), people) for name, people in participants.ages.items())


PROJECTS = Table(
    "projects",
    Message("Жобалар", "Проекты"),
    (
        text("id", "Жобаның белгісі.", "Обозначение проекта.", required=True),
        *pair(Project, "title"),
        of(Project, "call"),
        of(Project, "lot", kind="integer"),
        text("funder", "Тапсырыс беруші ұйымның белгісі.", "Обозначение организации-заказчика.", required=True),
        text("region", "Өңірдің белгісі.", "Обозначение региона.", required=True),
        of(Project, "grantee"),
        text(
            "partners", "Әріптестердің белгілері, үтірлі нүкте арқылы.", "Обозначения партнеров через точку с запятой."
        ),
        text("sphere", "Заңдағы саланың белгісі.", "Обозначение сферы по Закону.", required=True),
        text("grant_type", "Грант түрінің белгісі.", "Обозначение вида гранта.", required=True),
        whole(
            "year",
            "Шарттың жылы; шарт болмаса, шешімнің, ол да болмаса, хабарландырудың жылы.",
            "Год договора; если договора нет, год решения, а если нет и его, год объявления.",
        ),
        of(Contract, "number", "contract_number"),
        of(Contract, "date", "contract_date", "date"),
        of(Grant, "amount", kind="integer", money=True),
        of(Grant, "co_funding", kind="integer", money=True),
        of(Period, "start", "period_start", "date"),
        of(Period, "end", "period_end", "date"),
        *pair(Project, "place"),
        of(Participants, "total", "participants", "integer"),
        whole("activities", "Іс-шара саны.", "Количество мероприятий.", required=True),
        whole("links", "Келтірілген сілтеме саны.", "Количество приведенных ссылок.", required=True),
        whole("links_alive", "Оның ішінде ашылатыны.", "Из них открываются.", required=True),
        whole("notes", "Тексеру ескертпелерінің саны.", "Количество примечаний проверки.", required=True),
        *TAIL,
    ),
    ("id",),
    references=(
        Reference(("call",), "calls", ("id",)),
        Reference(("call", "lot"), "lots", ("call", "number")),
        Reference(("funder",), "organizations", ("id",)),
        Reference(("grantee",), "organizations", ("id",)),
        Reference(("region",), "regions", ("id",)),
        Reference(("sphere",), "spheres", ("id",)),
        Reference(("grant_type",), "grant-types", ("id",)),
    ),
    kinds=_PROJECTS,
    of=_projects,
)
"""A row for each grant."""
_TASK = whole("task", "Міндеттің жобадағы реті, 1-ден бастап.", "Место задачи в проекте, от 1.", required=True)
_ACTIVITY = whole("activity", "Іс-шараның міндеттегі реті, 1-ден бастап.", "Место мероприятия в задаче, от 1.", True)
ACTIVITIES = Table(
    "activities",
    Message("Іс-шаралар", "Мероприятия"),
    (
        _PROJECT,
        _TASK,
        _ACTIVITY,
        of(Task, "kind", "task_kind"),
        of(Task, "number", "task_number", "integer"),
        of(Activity, "number", "activity_number"),
        *pair(Task, "title", "task_title"),
        *pair(Activity, "title"),
        of(Activity, "form"),
        *pair(Activity, "place"),
        whole("events", "Неше рет өткені белгілі.", "О скольких проведениях известно.", required=True),
        day("first_date", "Алғаш өткен күні.", "Дата первого проведения."),
        day("last_date", "Соңғы рет өткен күні.", "Дата последнего проведения."),
        whole("links", "Келтірілген сілтеме саны.", "Количество приведенных ссылок.", required=True),
        *TAIL,
    ),
    ("project", "task", "activity"),
    references=(_OF_PROJECT,),
    kinds=_PROJECTS,
    of=_activities,
)
"""A row for each activity of a project's plan."""
FIGURES = Table(
    "figures",
    Message("Көрсеткіштер: жоспар және нақты нәтиже", "Показатели: план и факт"),
    (
        _PROJECT,
        whole("task", "Міндеттің реті; 0 – бүкіл жоба.", "Место задачи; 0 – весь проект.", required=True),
        whole("activity", "Іс-шараның реті; 0 – бүкіл жоба.", "Место мероприятия; 0 – весь проект.", required=True),
        whole("figure", "Көрсеткіштің реті, 1-ден бастап.", "Место показателя, от 1.", required=True),
        of(Figure, "kind"),
        *pair(Figure, "what"),
        of(Figure, "planned", kind="integer"),
        of(Figure, "planned_is"),
        of(Figure, "actual", kind="integer"),
        of(Figure, "actual_is"),
        *pair(Figure, "note"),
        of(Figure, "printed"),
        *TAIL,
    ),
    ("project", "task", "activity", "figure"),
    references=(_OF_PROJECT,),
    kinds=_PROJECTS,
    of=_figures,
)
"""A row for each figure, with its plan and what came of it."""
PARTICIPANTS = Table(
    "participants",
    Message("Қатысушылар", "Участники"),
    (
        _PROJECT,
        text("grouping", "Не бойынша бөлінген.", "По какому признаку.", required=True, values=GROUPINGS),
        text("group", "Топ, нысандағы тізім бойынша.", "Группа по перечню формы.", required=True),
        whole("people", "Адам саны.", "Количество человек.", required=True),
        *TAIL,
    ),
    ("project", "grouping", "group"),
    references=(_OF_PROJECT,),
    kinds=_PROJECTS,
    of=_participants,
)
"""A row for each number of participants by sex, social group or age."""
