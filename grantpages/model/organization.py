"""Who gives, who receives, who helps: organizations, and the operator who publishes."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from grantpages.model.values import Contact, Day, Id, Line, Published, Record, Shape, Text, Url, said


def has_check_digit(number: str) -> bool:
    """Whether the last of the 12 digits of a BIN or an IIN follows from the others.

    Weights 1 to 11, modulo 11; where that gives 10, weights 3 to 11, 1, 2; a second 10 is never
    given out (programme of the identification numbers, decree of 11 June 2003 No. 565; not seen here).
    """
    digits = [int(digit) for digit in number]
    for shift in (0, 2):
        check = sum(digit * ((place + shift) % 11 + 1) for place, digit in enumerate(digits[:11])) % 11
        if check < 10:
            return check == digits[11]
    return False


def _checked(number: str) -> str:
    if not has_check_digit(number):
        raise ValueError("check-digit")
    return number


Bin = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$"), AfterValidator(_checked)]
IntakeDays = Annotated[int, Field(ge=1, le=366)]
OrganizationKind = Literal["state_body", "ngo", "company", "international", "other"]
"""What an organization is."""
LegalForm = Literal[
    "state_institution",
    "public_foundation",
    "public_association",
    "private_institution",
    "llp",
    "njsc",
    "other",
]
"""A legal form; `llp`: limited liability partnership, `njsc`: non-commercial joint-stock company."""


class Head(Shape):
    """Who heads an organization, as named in the public report."""

    name: Line = said("Басшының тегі, аты, әкесінің аты.", "Фамилия, имя, отчество руководителя.", example="…")
    position: Text | None = said("Лауазымы.", "Должность.", None)


class Organization(Published):
    """`organizations/<id>.yml`: a state body, a grantee or a partner (360Giving: organization)."""

    kind: OrganizationKind = said("Ұйымның түрі.", "Вид организации.", example="ngo")
    name: Text = said("Ұйымның толық атауы.", "Полное наименование организации.")
    legal_form: LegalForm | None = said("Ұйымдық-құқықтық нысаны.", "Организационно-правовая форма.", None)
    bin: Bin | None = said("БСН, 12 цифр.", "БИН, 12 цифр.", None)
    region: Line | None = said("Өңір, regions.yml ішіндегі белгісі.", "Регион, обозначение из regions.yml.", None)
    head: Head | None = said("Басшысы.", "Руководитель.", None)
    address: Text | None = said(
        "Заңды мекенжайы, пәтерсіз және телефонсыз.", "Юридический адрес, без квартиры и телефона.", None
    )
    website: Url | None = said("Интернет-ресурсы.", "Интернет-ресурс.", None)


class Security(Shape):
    """Whom a finder of a hole in the site tells of it: what `/.well-known/security.txt` says (RFC 9116)."""

    contact: Contact = said(
        "Сайттың осал жері туралы қайда хабарлайды: https:// беті не mailto: мекенжайы.",
        "Куда сообщать об уязвимости сайта: страница https:// или адрес mailto:.",
        example="https://cisc.kz/",
    )
    expires: Day = said(
        "Бұл мәлімет қай күнге дейін дұрыс, бір жылдан аспайды; бір ай қалғанда сайт құрылмайды.",
        "До какого дня эти сведения верны, не больше года; за месяц до него сайт перестает собираться.",
        example="2027-11-01",
    )


class Operator(Record):
    """`operator.yml`: who publishes the site."""

    name: Text = said("Оператордың толық атауы.", "Полное наименование оператора.")
    short_name: Text = said("Қысқаша атауы.", "Краткое наименование.")
    role: Text = said("Кім екені, бір сөйлеммен.", "Кто это, одним предложением.")
    website: Url = said("Оператордың интернет-ресурсы.", "Интернет-ресурс оператора.")
    city: Text = said("Орналасқан қаласы.", "Город.")
    apply: Text | None = said(
        "Өтінім қайда және қалай беріледі, тұтас сөйлеммен: хабарландыруға кіреді.",
        "Куда и как подают заявку, целым предложением: войдет в объявление.",
        None,
    )
    intake_days: IntakeDays | None = said(
        "Өтінім қабылдау кемінде неше күнтізбелік күнге созылады; жазылмаса, 20.",
        "Сколько календарных дней самое меньшее длится прием заявок; если не указано, 20.",
        None,
        example="20",
    )
    security: Security | None = said(
        "Сайттың осал жерін тапқан адам кімге хабарлайды; жазылмаса, security.txt жасалмайды.",
        "Кому сообщает нашедший уязвимость сайта; если не указано, security.txt не создается.",
        None,
    )


class Contacts(Shape):
    """`private/<organization id>.yml`: what the operator keeps and never publishes; git ignores it."""

    organization: Id = said("Қай ұйымның байланыс деректері.", "Чьи это контактные данные.")
    phones: tuple[Line, ...] = said("Телефондары.", "Телефоны.", ())
    emails: tuple[Line, ...] = said("Электрондық поштасы.", "Электронная почта.", ())
    address: Text | None = said("Пәтер нөмірімен бірге толық мекенжайы.", "Полный адрес с номером квартиры.", None)
