"""What `--call` says beside the lines of the check."""

from grantpages.problem import Message

NO_CALL = Message(
    "--call параметрінде конкурстың белгісі тұруы керек, ал {found} деген конкурс жоқ. {hint}",
    "В --call должно стоять обозначение конкурса, а конкурса {found} нет. {hint}",
)
READY = Message(
    "Жариялауға болады: дұрысы – {done}, қарап шығатыны – {open}.",
    "Публиковать можно: верно – {done}, посмотреть – {open}.",
)
ANNOUNCED = Message(
    "Конкурс жарияланған: {day}. Түзететіні – {wrong}, қарап шығатыны – {open}, дұрысы – {done}.",
    "Конкурс объявлен {day}. Исправить – {wrong}, посмотреть – {open}, верно – {done}.",
)
"""Of a call whose announcement is out: whether it may be published is no question any more."""
NOT_READY = Message(
    "Жариялауға әлі болмайды: түзететіні – {wrong}, қарап шығатыны – {open}, дұрысы – {done}.",
    "Публиковать пока нельзя: исправить – {wrong}, посмотреть – {open}, верно – {done}.",
)
