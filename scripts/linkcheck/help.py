"""The words of `--help`, and what is said of arguments that cannot be."""

# ruff: noqa: E501 - sentences are not broken

from grantpages.problem import Message

DESCRIPTION = Message(
    "Жазбаларда келтірілген сілтемелердің әлі де бірдеңені дәлелдейтінін тексереді. «Бар» не «жоқ» дегенді айқын белгі болғанда ғана айтады, қалғанында не көрінбегенін және себебін айтады.",
    "Проверяет, доказывают ли еще что-нибудь ссылки из записей. «Есть» и «нет» говорит только по явному признаку, а в остальном – чего не увидела и почему.",
)
EPILOG = Message(
    """аяқталу коды:
  0    жоғалғаны расталған сілтеме жоқ
  1    жоғалғаны расталған сілтеме бар немесе --fail-on атаған жағдай бар
  2    тексеру іске қосылмады: деректер не параметрлер қате, журнал бос емес
  3    тексерудің өзі сәтсіз: белгілі сілтеме басқаша шықты, желі жоқ немесе бағдарламада қате бар (1-ден басым)
  130  Ctrl-C; тексерілгені сақталды
Көрінбеген нәрсе (кіру беті, шектеу, жауапсыз сервер) ешқашан 1 кодын бермейді.
exceptions.yml файлында мерзімі өтпеген шешімі бар сілтеме де 1 кодын бермейді, бірақ көрсетіледі.

--format json өрістері (schema 1; жоқ мән – null):
  schema, day, offline, exit, base_url_map
  counts: citations, pages, dated, by_platform, by_kind, by_state, by_reason
  run (--offline болса, null): requests, answered, seen, left, misjudged, unreachable, errors, untrusted, archive
  links[]: key, url, platform, kind, created, state, reason, sign, status, grade, first_alive, last_alive,
    last_tried, last_result, failures[]: day, state; archive: url, taken, kind; now: state, reason, sign, status;
    left, broken, decision: seen, who, until, reason; places[]: file, line, record, field, printed
  findings[]: file, line, field, code, severity, message: kk, ru""",
    """код завершения:
  0    подтвержденно пропавших ссылок нет
  1    есть подтвержденно пропавшие или то, что названо в --fail-on
  2    проверку не удалось запустить: ошибка в данных или параметрах, журнал занят
  3    не удалась сама проверка: неверно определена известная ссылка, нет сети или ошибка в программе (важнее 1)
  130  Ctrl-C; проверенное сохранено
То, чего не удалось увидеть (страница входа, ограничение, молчащий сервер), кода 1 не дает никогда.
Ссылка с действующим решением в exceptions.yml кода 1 тоже не дает, но показывается.

Поля --format json (schema 1; чего нет – null):
  schema, day, offline, exit, base_url_map
  counts: citations, pages, dated, by_platform, by_kind, by_state, by_reason
  run (при --offline null): requests, answered, seen, left, misjudged, unreachable, errors, untrusted, archive
  links[]: key, url, platform, kind, created, state, reason, sign, status, grade, first_alive, last_alive,
    last_tried, last_result, failures[]: day, state; archive: url, taken, kind; now: state, reason, sign, status;
    left, broken, decision: seen, who, until, reason; places[]: file, line, record, field, printed
  findings[]: file, line, field, code, severity, message: kk, ru""",
)
HELP = {
    "help": Message("осы анықтаманы көрсету", "показать эту справку"),
    "data": Message(
        "деректер қалтасы (әдепкісі: GRANTPAGES_DATA немесе data)",
        "папка с данными (по умолчанию GRANTPAGES_DATA или data)",
    ),
    "offline": Message(
        "желіге шықпай, сілтемелердің мәтінін ғана тексеру", "без сети: проверить только сами тексты ссылок"
    ),
    "only": Message(
        "тек мыналар: платформа, key, жазбаның белгісі немесе мекенжайдың бөлігі; қайталауға болады",
        "только это: платформа, key, обозначение записи или часть адреса; можно повторять",
    ),
    "changed-since": Message(
        "тек осы git нұсқасынан бері файлы өзгерген жазбалардың сілтемелері",
        "только ссылки из записей, файлы которых изменились с этой версии git",
    ),
    "max-age": Message(
        "соңғы осынша күнде тексерілгенін қайталамау (әдепкісі 1: бүгін тексерілгені; 0 – бәрін сұрау)",
        "не повторять проверенное за столько последних дней (по умолчанию 1: за сегодня; 0 – спросить все)",
    ),
    "fail-on": Message(
        "1 кодымен не аяқталады, үтір арқылы (әдепкісі gone,malformed): {choices}",
        "что дает код 1, через запятую (по умолчанию gone,malformed): {choices}",
    ),
    "format": Message(
        "нәтиже түрі: text – мәтін, json – бағдарламаларға, junit – CI жүйелеріне, github – GitHub белгілері",
        "вид вывода: text – текст, json – для программ, junit – для систем CI, github – пометки GitHub",
    ),
    "markdown": Message(
        "жоғалғаны расталғандардың тізімін осы файлға жазу; ондай сілтеме болмаса, файл бос болады",
        "записать список подтвержденно пропавших в этот файл; если их нет, файл будет пустым",
    ),
    "lang": Message(
        "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)", "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)"
    ),
    "meta-oembed": Message(
        "Meta oEmbed қызметін сұрау. Оның шарты жазбаны бетке орнатуға ғана рұқсат етеді (Meta Platform Terms); оны қабылдау – сіздің шешіміңіз",
        "спрашивать oEmbed компании Meta. Его условия разрешают только встраивание (Meta Platform Terms); принять их – ваше решение",
    ),
    "archive": Message(
        "жаңалық беттері мен YouTube үшін Wayback Machine көшірмесін іздеу",
        "искать копии новостей и видео YouTube в Wayback Machine",
    ),
    "save": Message(
        "көшірмесі жоқ беттің көшірмесін сұрау; кілттер – {keys} айнымалыларында (--archive қоса іске қосылады)",
        "попросить копию страницы, у которой ее нет; ключи – в переменных {keys} (включает и --archive)",
    ),
    "jobs": Message("қатар тексерілетін сілтемелер, 1–64 (әдепкісі 16)", "ссылок одновременно, 1–64 (по умолчанию 16)"),
    "contact": Message(
        "тексерушінің User-Agent жолындағы байланыс мекенжайы (әдепкісі: GRANTPAGES_CORRECTIONS)",
        "адрес для связи в строке User-Agent (по умолчанию GRANTPAGES_CORRECTIONS)",
    ),
    "ledger": Message(
        "сілтемелер журналының файлы (әдепкісі: деректер қалтасындағы evidence/ledger.jsonl)",
        "файл журнала ссылок (по умолчанию evidence/ledger.jsonl в папке с данными)",
    ),
    "base-url-map": Message(
        "сынақ үшін: хосттың орнына жергілікті серверді сұрау, хост=http://127.0.0.1:порт немесе осындай жұптары бар JSON файлы; қайталауға болады. Басқа хосттар сұралмайды",
        "для проб: вместо хоста спрашивать местный сервер, хост=http://127.0.0.1:порт или файл JSON с такими парами; можно повторять. Другие хосты не спрашиваются",
    ),
    "no-canaries": Message(
        "сынақ үшін: белгілі сілтемелерді тексермеу (--base-url-map болса ғана)",
        "для проб: не проверять известные ссылки (только с --base-url-map)",
    ),
    "pause": Message(
        "сынақ үшін: сұраулар арасындағы үзіліс, секунд (--base-url-map болса ғана)",
        "для проб: пауза между запросами в секундах (только с --base-url-map)",
    ),
    "today": Message("сынақ үшін: бүгінгі күн (UTC), ЖЖЖЖ-АА-КК", "для проб: сегодняшний день (UTC), ГГГГ-ММ-ДД"),
}
VALUES = {
    "folder": Message("ҚАЛТА", "ПАПКА"),
    "what": Message("НЕ", "ЧТО"),
    "rev": Message("НҰСҚА", "ВЕРСИЯ"),
    "days": Message("КҮН", "ДНЕЙ"),
    "file": Message("ФАЙЛ", "ФАЙЛ"),
    "number": Message("САН", "ЧИСЛО"),
    "url": Message("МЕКЕНЖАЙ", "АДРЕС"),
    "map": Message("ХОСТ=СЕРВЕР", "ХОСТ=СЕРВЕР"),
    "seconds": Message("СЕКУНД", "СЕКУНД"),
    "day": Message("КҮНІ", "ДЕНЬ"),
}
REFUSALS = {
    "unseen": Message(
        "--fail-on ішінде {found} болмайды: көрінбеген нәрсе үшін тексеру сәтсіз аяқталмайды. Болатыны: {choices}.",
        "В --fail-on не может быть {found}: проверка не завершается неудачей из-за того, чего не увидела. Может быть: {choices}.",
    ),
    "number": Message(
        "{option} параметрінде {low} мен {high} арасындағы сан болуы керек, ал {found} тұр.",
        "В {option} должно стоять число от {low} до {high}, а стоит {found}.",
    ),
    "day": Message(
        "--today параметрінде ЖЖЖЖ-АА-КК түріндегі күн болуы керек, ал {found} тұр.",
        "В --today должна стоять дата вида ГГГГ-ММ-ДД, а стоит {found}.",
    ),
    "contact": Message(
        "--contact параметрінде https:// деп басталатын мекенжай болуы керек, ал {found} тұр.",
        "В --contact должен стоять адрес, который начинается с https://, а стоит {found}.",
    ),
    "map": Message(
        "--base-url-map параметрінде хост=http://127.0.0.1:порт немесе осындай жұптары бар JSON файлы болуы керек, ал {found} тұр.",
        "В --base-url-map должно стоять хост=http://127.0.0.1:порт или файл JSON с такими парами, а стоит {found}.",
    ),
    "only-mapped": Message(
        "{option} параметрін --base-url-map параметрімен бірге ғана беруге болады: нағыз сайттар асықтырылмайды, белгілі сілтемелерсіз тексерілмейді.",
        "{option} можно дать только вместе с --base-url-map: настоящие сайты не торопят и без известных ссылок не проверяют.",
    ),
    "keys": Message(
        "--save үшін web.archive.org кілттері керек: {keys} айнымалыларын қойыңыз (archive.org/account/s3.php) немесе --save параметрін алып тастаңыз.",
        "Для --save нужны ключи web.archive.org: задайте переменные {keys} (archive.org/account/s3.php) или уберите --save.",
    ),
    "offline": Message(
        "{option} мен --offline бірге болмайды: біреуін алып тастаңыз.",
        "{option} и --offline вместе не бывают: уберите одно из них.",
    ),
    "revision": Message(
        "{found} деген git нұсқасы табылмады. Тармақтың, тегтің не commit-тің атын тексеріңіз; CI жүйесінде тарих толық алынуы керек (fetch-depth: 0).",
        "Версия git {found} не найдена. Проверьте имя ветки, метки или коммита; в CI история должна быть получена целиком (fetch-depth: 0).",
    ),
    "no-git": Message(
        "{folder} қалтасы git репозиторийінде емес немесе git орнатылмаған: --changed-since параметрін алып тастаңыз.",
        "Папка {folder} не в репозитории git или git не установлен: уберите --changed-since.",
    ),
    "only": Message(
        "--only {found}: бұған сәйкес сілтеме жоқ. Платформа (youtube), key, жазбаның белгісі немесе мекенжайдың бөлігі болуы керек.",
        "--only {found}: таких ссылок нет. Нужна платформа (youtube), key, обозначение записи или часть адреса.",
    ),
    "unwritable": Message(
        "{file} файлын жазу мүмкін емес ({error}). Қалтаның рұқсаттары мен дискіні тексеріңіз.",
        "Не удается записать {file} ({error}). Проверьте права на папку и место на диске.",
    ),
}
