"""What the link checker does on the network: whom it never asks, and what it makes of any server."""

from collections.abc import Iterator

from measuring.measure import Measure, Site
from measuring.testing import Row, measured

from grantpages.problem import Message

TITLE = Message("Сілтеме тексерушінің желідегі қауіпсіздігі", "Безопасность проверки ссылок в сети")
NONE = Message("бұзылғаны – 0", "нарушено – 0")
FORBIDDEN = (
    Row(
        "forbidden-addresses",
        Message(
            "Тыйым салынған IP мекенжайлар: тікелей де, атау арқылы да бірде-бір қосылу жоқ",
            "Запрещенные IP-адреса: ни одного соединения ни прямо, ни по имени",
        ),
        NONE,
        ("test_a_forbidden_address_is_known", "test_no_connection_for_a_name_that_leads_there"),
    ),
    Row(
        "forbidden-spellings",
        Message(
            "Сол мекенжайлардың түрліше жазылуы, өзі де, бағыттау да: бірде-бір қосылу жоқ",
            "Те же адреса в разных написаниях, прямо и в перенаправлении: ни одного соединения",
        ),
        NONE,
        ("test_no_connection_for_an_address_as_it_is", "test_no_connection_for_a_redirect"),
    ),
)
ADDRESSES = (
    Row(
        "address-readings",
        Message(
            "Web Platform Tests мекенжайлары: біз, браузер және urllib3 бір хостты көреді не мекенжай қабылданбайды",
            "Адреса Web Platform Tests: мы, браузер и urllib3 видим один узел, иначе адрес отвергнут",
        ),
        NONE,
        ("test_the_web_platforms_addresses",),
        ("addresses",),
    ),
    Row(
        "ambiguous-addresses",
        Message(
            "Екі түрлі оқылатын мекенжайлар: бір мағынада оқылады не қабылданбайды",
            "Двусмысленные адреса: читаются одинаково или отвергнуты",
        ),
        NONE,
        ("test_what_can_be_read_in_two_ways_is_read_in_one_or_refused",),
    ),
    Row(
        "header-injection",
        Message(
            "Тақырып жолын бұзатын мекенжайлар: бірде-бір бөтен тақырып жіберілмейді",
            "Адреса с переводом строки: ни одного чужого заголовка",
        ),
        NONE,
        ("test_no_address_ends_a_header", "test_what_ends_a_header_once_decoded_twice_is_one_line"),
    ),
    Row(
        "old-tls",
        Message("TLS 1.1 және одан ескісі: қосылмайды", "TLS 1.1 и старше: не соединяется"),
        NONE,
        ("test_only_tls_that_is_not_broken_is_spoken",),
    ),
)
BEHAVIOURS = (
    Row(
        "server-behaviours",
        Message(
            "Сервердің жарамсыз мінез-құлқы, TLS сертификаттары да: уақытында белгілі бір жауаппен бітеді",
            "Поведение серверов, включая сертификаты TLS: кончается известным ответом и вовремя",
        ),
        NONE,
        ("test_a_behaviour_ends_in_its_answer_in_time",),
    ),
    Row(
        "server-memory",
        Message(
            "Шексіз денелер мен қысылған бомбалар: жад 20 МиБ-тан артық өспейді",
            "Бесконечные тела и сжатые бомбы: память растет не больше чем на 20 МиБ",
        ),
        NONE,
        ("test_endless_bodies_and_bombs_cost_little_memory",),
    ),
)


def measures(site: Site) -> Iterator[Measure]:
    """Nobody is asked but servers on this machine. Raises Unavailable where the lists are not installed."""
    yield from measured("tests/test_forbidden.py", FORBIDDEN)
    yield from measured("tests/test_addresses.py", ADDRESSES)
    yield from measured("tests/test_fetch.py", BEHAVIOURS)
