"""What scripts/compare_search.py says, and the words of its tables."""

from grantpages.problem import Message

DESCRIPTION = Message(
    "Іздеу құралдарын бірдей мәтіндерде, бірдей сұрақтармен салыстырады: Material ішіндегі lunr, Pagefind және осы "
    "жобанікі. Pagefind уақытша қалтаға орнатылады. Аяқталу коды: 0 – салыстырылды, 2 – іске аспады.",
    "Сравнивает средства поиска на одних и тех же текстах и запросах: lunr из темы Material, Pagefind и поиск этого "
    "проекта. Pagefind ставится во временную папку. Код завершения: 0 – сравнено, 2 – не удалось.",
)
PROJECTS = Message(
    "бірінші сұрақтың құны өлшенетін ойдан құралған жобалардың саны",
    "количество вымышленных проектов, на которых измеряется цена первого запроса",
)
WRITE = Message("кестелерді docs/search-engines.*.md беттеріне жазады", "записать таблицы в docs/search-engines.*.md")
LANG = Message(
    "хабарлардың тілі (әдепкісі: GRANTPAGES_LANG немесе kk)",
    "язык сообщений (по умолчанию GRANTPAGES_LANG или kk)",
)
ASKED = Message("Сұрақтар қойылуда: {name}, {language}", "Задаются запросы: {name}, {language}")
WEIGHED = Message("Бірінші сұрақ өлшенуде: {name}, {language}", "Измеряется первый запрос: {name}, {language}")
FAILED = Message("Салыстыру іске аспады: {why}", "Сравнить не удалось: {why}")
NO_BROWSER = Message(
    "Chromium табылмады. Орнату: apt-get install chromium; басқа жерде тұрса, CHROMIUM айнымалысында атаңыз.",
    "Chromium не найден. Установка: apt-get install chromium; если он в другом месте, назовите его в CHROMIUM.",
)

WHEN = Message(
    "{day}. Машина: {machine}. Қайта өлшеу: `make compare-search ARGS=--write`.",
    "{day}. Машина: {machine}. Измерить заново: `make compare-search ARGS=--write`.",
)
TEXTS = {
    "kk": Message("Қазақ беттері", "Казахские страницы"),
    "ru": Message("Орыс беттері", "Русские страницы"),
}
QUALITY = Message("Не табады: толықтығы / дәлдігі", "Что находит: полнота / точность")
COST = Message("Бірінші сұрақтың құны", "Цена первого запроса")
KIND = Message("Сұрақтың түрі", "Вид запроса")
QUERIES = Message("сұрақ", "запросов")
KINDS = {
    "exact": Message("мәтіндегі түрінде", "как в тексте"),
    "inflected": Message("басқа жалғаумен", "с другим окончанием"),
    "keyboard": Message("орыс пернетақтасымен", "на русской клавиатуре"),
    "kazakh": Message("қазақша жазылуы", "в казахском написании"),
    "latin": Message("латын әрпімен", "латиницей"),
    "typo": Message("бір әрпі қате", "с ошибкой в одной букве"),
    "all": Message("барлығы", "все"),
}
COLUMNS = Message(
    "Құрал|Беттер|Индексті құру, с|Бірінші сұрақ, КБ|Желі тежелмегенде, с|3G, с",
    "Средство|Страниц|Сборка индекса, с|Первый запрос, КБ|Без ограничения сети, с|3G, с",
)
