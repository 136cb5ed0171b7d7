"""Bad data files: lists that others have collected, files made by hand, random ones."""

from collections.abc import Iterator

from measuring.measure import Measure, Site
from measuring.testing import Row, measured

from grantpages.problem import Message

TITLE = Message("Жарамсыз деректер", "Негодные данные")
NONE = Message("бұзылғаны – 0", "нарушено – 0")
CORPORA = (
    Row(
        "yaml-suite",
        Message(
            "YAML сынақ жинағы: ешқайсысында бағдарлама құламайды, қатесі қабылданғаны – тізімдегі 9 құжат қана",
            "Набор проверок YAML: ни на одном нет сбоя, из неверных приняты только 9 названных",
        ),
        NONE,
        ("test_the_yaml_suite",),
        ("yaml-test-suite",),
    ),
    Row(
        "texts-read-back",
        Message(
            "Басқалар жинаған зиянды мәтіндер: сол күйінде оқылады не хабарымен қабылданбайды",
            "Чужие списки вредных текстов: прочитаны как написаны или отвергнуты с сообщением",
        ),
        NONE,
        ("test_a_text_of_any_list_is_read_back_or_refused",),
        ("texts",),
    ),
    Row(
        "unseen-characters",
        Message(
            "Көрінбейтін таңбалар: жазылуының қай түрінде де қабылданбайды",
            "Невидимые знаки: отвергнуты, как бы ни были записаны",
        ),
        NONE,
        ("test_what_nobody_sees_is_refused_in_every_way_to_write_it",),
        ("characters",),
    ),
    Row(
        "bidi-in-files",
        Message(
            "Репозиторий файлдарында жазу бағытын бұратын таңба жоқ",
            "В файлах репозитория нет знаков, меняющих направление письма",
        ),
        NONE,
        ("test_no_tracked_file_holds_what_turns_the_direction_of_writing",),
        ("tracked files",),
    ),
    Row(
        "bad-ids",
        Message(
            "Жарамсыз белгілер мен жолдар: ешқайсысы қалтасынан шықпайды",
            "Негодные обозначения и пути: ни одно не выходит из своей папки",
        ),
        NONE,
        ("test_no_bad_id_is_an_id",),
        ("ids",),
    ),
    Row(
        "json-suite",
        Message(
            "JSON сынақ жинағы сілтемелер тіркелімінің жолы ретінде: бәрі қабылданбайды, бағдарлама құламайды",
            "Набор проверок JSON как строки журнала ссылок: все отвергнуты, сбоев нет",
        ),
        NONE,
        ("test_the_json_suite_as_lines_of_the_ledger",),
        ("json-test-suite",),
    ),
    Row(
        "slow-files",
        Message(
            "Ұзақ оқылу үшін жасалған файлдар: әрқайсысы 2 секундтан тез",
            "Файлы, сделанные, чтобы долго читаться: каждый быстрее 2 секунд",
        ),
        NONE,
        ("test_a_text_made_to_take_long_does_not",),
    ),
)
FILES = (
    Row(
        "bad-files",
        Message(
            "Қолмен бұзылған файлдар: файлы, жолы, өрісі мен түзетуі екі тілде айтылады, ештеңе жазылмайды",
            "Испорченные вручную файлы: названы файл, строка, поле и исправление на двух языках, ничего не записано",
        ),
        NONE,
        ("test_each_alone_keeps_the_whole_folder_from_being_published",),
    ),
)
RANDOM = (
    Row(
        "random-data",
        Message(
            "Кездейсоқ бұзылған жазбалар, сілтемелер, есептер, тіркелімдер: өз хабарымыздан басқа қате де, 2 "
            "секундтан ұзақ өңдеу де жоқ",
            "Случайно испорченные записи, ссылки, отчеты, журналы: нет ни сбоев, ни обработки дольше 2 секунд",
        ),
        NONE,
        ("test_records", "test_links", "test_reports", "test_word_files", "test_ledgers"),
        ("records", "links", "reports", "word files", "ledgers"),
    ),
)


def measures(site: Site) -> Iterator[Measure]:
    """What is read, and what is refused. Raises Unavailable where the lists are not installed."""
    yield from measured("tests/test_corpora.py", CORPORA)
    yield from measured("tests/test_bad_files.py", FILES)
    yield from measured("tests/fuzz/test_fuzz.py", RANDOM)
