"""
The order `/notice`: what agents announce of a disturbance, and take back.
"""

from collections.abc import Mapping
from datetime import datetime

from babel.dates import format_date, format_time
from markupsafe import Markup

from bot.answers.disturbance import kind_label
from bot.answers.layout import bold, bullets, code, lines, paragraphs
from bot.desk.hours import Hours
from bot.desk.notice import Announcement, Refusal, Withdrawal, read
from bot.dialogue.disturbance import DisturbanceKind
from bot.i18n import N_, Translator
from bot.store import Books

REASONS: Mapping[Refusal, str] = {
    Refusal.KIND: N_("I don’t know this kind of disturbance."),
    Refusal.END: N_("I can’t read until when it lasts."),
    Refusal.PAST: N_("That time is past already."),
    Refusal.FAR: N_("A notice can stand for 7 days at most."),
    Refusal.LONG: N_("The text is too long: 500 characters at most."),
}


class Announcing:
    """
    Puts notices up and takes them down, in the staff's language.
    """

    def __init__(self, hours: Hours, translate: Translator) -> None:
        self._hours = hours
        self._translate = translate

    async def carry_out(self, books: Books, arguments: str) -> Markup:
        """
        Do what follows `/notice`, and return what to say of it.
        """
        _ = self._translate
        match read(arguments, self._hours.local(books.now)):
            case Announcement() as wanted:
                await books.announce(wanted.standing)
                return lines(
                    _("Customers read this from now on."),
                    self._line(wanted.kind, wanted.until, wanted.text),
                )
            case Withdrawal(kind):
                gone = [
                    each.value
                    for each in ([kind] if kind else DisturbanceKind)
                    if await books.withdraw(each.value)
                ]
                return _("The notice is taken down.") if gone else _("No notice stands.")
            case Refusal.MISSING:
                return paragraphs(await self._standing(books), self._usage())
            case refusal:
                return paragraphs(_(REASONS[refusal]), self._usage())

    async def _standing(self, books: Books) -> Markup:
        _ = self._translate
        found = [
            self._line(DisturbanceKind(each.kind), self._hours.local(each.until), each.text)
            for each in await books.standing()
        ]
        if not found:
            return _("No notice stands.")
        return lines(bold(_("These notices stand:")), bullets(*found))

    def _line(self, kind: DisturbanceKind, until: datetime, text: str) -> Markup:
        _ = self._translate
        day = format_date(until, _.plain("EEEE d MMMM"), locale=_.locale)
        when = f"{day}, {format_time(until, 'HH:mm', locale=_.locale)}"
        said = _("{kind}, until {time}", kind=bold(kind_label(kind, _)), time=when)
        return Markup("{}: {}").format(said, text) if text else said

    def _usage(self) -> Markup:
        _ = self._translate
        kinds = ", ".join(kind.value for kind in DisturbanceKind)
        return lines(
            Markup("{} · {}").format(
                code("/notice sending 18:00"), _("kinds: {kinds}", kinds=kinds)
            ),
            Markup("{} · {}").format(
                code("/notice all 2h …"), _("with a text of your own behind it")
            ),
            Markup("{} · {}").format(code("/notice off"), _("take all notices down")),
        )
