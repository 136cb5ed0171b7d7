"""What scripts/compare_links.py says, and the words of its tables."""

from comparing.judging import Mark, Truth
from grantpages.problem import Message

DESCRIPTION = Message(
    "Сілтеме тексеретін бағдарламаларды бір серверде салыстырады: lychee, linkchecker, linkinator және осы жобанікі. "
    "Өзгелері уақытша қалтаға орнатылады. Аяқталу коды: 0 – салыстырылды, 2 – іске аспады.",
    "Сравнивает программы проверки ссылок на одном сервере: lychee, linkchecker, linkinator и программу этого "
    "проекта. Чужие ставятся во временную папку. Код завершения: 0 – сравнено, 2 – не удалось.",
)
BEHAVIOURS = Message("тек жауап түрлерінің кестесі (бес минуттай)", "только таблица ответов (минут пять)")
SPEED = Message("тек жылдамдық (бес минуттай)", "только скорость (минут пять)")
WRITE = Message(
    "docs/link-checkers.*.md мен BENCHMARKS.md файлдарындағы кестелерді жаңартады",
    "обновить таблицы в docs/link-checkers.*.md и BENCHMARKS.md",
)
LANG = Message(
    "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
    "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
)
INSTALLING = Message("Орнатылуда: {name}", "Установка: {name}")
MISSING = Message("{name} орнатылмады: {why}", "{name} не установлен: {why}")
PLAYED = Message("[{done}/{all}] {name}", "[{done}/{all}] {name}")
TIMED = Message("Өлшенуде: {name}", "Измеряется: {name}")
NO_OPENSSL = Message(
    "openssl бағдарламасы керек: сынақ сервері куәліктерін сонымен жасайды. Орнату: apt-get install openssl",
    "нужна программа openssl: ею сервер для проверки делает свои сертификаты. Установка: apt-get install openssl",
)
FAILED = Message("Өлшеу іске аспады. {why}", "Измерить не удалось. {why}")
BROKE = Message(
    "Осы жобаның тексерушісі қателесіп тоқтады, кесте жарамсыз: {why}",
    "Проверка этого проекта остановилась с ошибкой, таблица негодна: {why}",
)

OURS = Message("осы жоба", "этот проект")
TRUTHS: dict[Truth, Message] = {
    "alive": Message("ашылады", "открывается"),
    "gone": Message("бет жоқ", "страницы нет"),
    "unknown": Message("көрінбейді", "не видно"),
    "transient": Message("бүтін жауап жоқ", "целого ответа нет"),
}
MARKED: dict[Mark, Message] = {
    "right": Message("дұрыс", "верно"),
    "false-fine": Message("**жалған: ашылады дейді**", "**ложно: «открывается»**"),
    "false-broken": Message("**жалған: ашылмайды дейді**", "**ложно: «не открывается»**"),
    "unsure": Message("көрінбейді, солай дейді", "не видно, так и говорит"),
    "nothing": Message("30 секундта жауап жоқ", "нет ответа за 30 секунд"),
    "missing": Message("орнатылмады", "не установлена"),
}
LEFT_OUT = Message("{mark} (үндемей өткізіп жіберді)", "{mark} (пропустила молча)")
COLUMNS = Message("Сілтеме немен жауап береді|Шын мәнінде", "Чем отвечает ссылка|На самом деле")
WEB = Message("Кез келген сайт", "Любой сайт")
PLATFORMS = Message("Платформалар мен жаңалық сайттары", "Платформы и новостные сайты")
TOTAL = Message("Жиыны", "Итог")
COUNTED = Message("Жауап", "Ответ")
WHEN = Message(
    "{day}. Машина: {machine}. Нұсқалары: {versions}. Жауап түрлері: {count}. Қайта өлшеу: "
    "`make compare-links ARGS=--write`.",
    "{day}. Машина: {machine}. Версии: {versions}. Видов ответа: {count}. Измерить заново: "
    "`make compare-links ARGS=--write`.",
)
STRAYED = Message(
    "Көшу арқылы тексерушінің өз машинасындағы жабық бетке бару: {counts}.",
    "По перенаправлению зашли на закрытую страницу машины, на которой идет проверка: {counts}.",
)
