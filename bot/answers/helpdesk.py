"""
The screens of a conversation with the helpdesk in the chat itself.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_time, get_day_names
from markupsafe import Markup

from bot.answers.layout import bold, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.state import Node
from bot.dialogue.turn import Helpdesk
from bot.facts.desk import Desk, Span, Weekday
from bot.i18n import Translator

A_WEEK = timedelta(days=7)
THERE = Helpdesk()


def offer(scene: Scene) -> Markup:
    """
    Offer to call somebody in.
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("Shall I ask someone from our helpdesk to join us?")),
            _("I’ll pass on what you have told me here, so you need not start from the beginning."),
        ),
        _closed(scene.helpdesk or THERE, _),
    )


def address(scene: Scene) -> Markup:
    """
    Say that it is handed over, and ask which mailbox it is about.
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("I have passed your question on to our helpdesk.")),
            _promise(scene.helpdesk or THERE, _),
            _hours(scene.facts.desk, _),
        ),
        _(
            "Everything you type from now on goes to them. Never send your password, they do not "
            "need it either."
        ),
        lines(
            bold(_("Which e-mail address is it about?")),
            _("Type it here, or tap “{button}”.", button=_("Skip")),
        ),
    )


def incident(scene: Scene) -> Markup:
    """
    Ask for the number of the provider's ticket.
    """
    _ = scene.translate
    return lines(
        bold(_("Did you receive a ticket about this from {provider}?", provider=scene.provider)),
        _("Then type its number here. If not, tap “{button}”.", button=_("Skip")),
    )


def handed(scene: Scene) -> Markup:
    """
    Say that the customer can simply go on typing.
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("You are in touch with our helpdesk.")),
            _promise(scene.helpdesk or THERE, _),
            _hours(scene.facts.desk, _),
        ),
        _(
            "Is there anything else they should know? Just type it here, or send a photo of your "
            "screen."
        ),
    )


def ended(scene: Scene) -> Markup:
    """
    Say that the bot answers again.
    """
    _ = scene.translate
    return paragraphs(
        bold(_("The conversation with our helpdesk has ended.")),
        _("From now on it is me who answers again, the automatic assistant."),
    )


HELPDESK: Mapping[Node, Callable[[Scene], Markup]] = {
    Node.OFFER: offer,
    Node.ADDRESS: address,
    Node.INCIDENT: incident,
    Node.HANDED: handed,
    Node.ENDED: ended,
}


def _promise(helpdesk: Helpdesk, translate: Translator) -> Markup:
    _ = translate
    if helpdesk.is_open:
        return _("Someone will answer you here in this chat as soon as possible.")
    return _closed(helpdesk, _) or _("Someone will answer you here in this chat.")


def _closed(helpdesk: Helpdesk, translate: Translator) -> Markup | None:
    """
    Say when somebody is there again, where nobody is now.
    """
    _ = translate
    if helpdesk.is_open:
        return None
    if helpdesk.opens is None or helpdesk.today is None:
        return _("Our helpdesk is closed at the moment.")
    return _(
        "Our helpdesk is closed at the moment. You will get an answer here: {when}.",
        when=_when(helpdesk.opens, helpdesk.today, _),
    )


def _when(opens: datetime, today: date, translate: Translator) -> Markup:
    """
    Say a moment to come as one would to a neighbour.
    """
    _ = translate
    time = format_time(opens, "short", locale=_.locale)
    day = opens.date()
    if day == today:
        return _("today from {time}", time=time)
    if day == today + timedelta(days=1):
        return _("tomorrow from {time}", time=time)
    form = "EEEE" if day < today + A_WEEK else _.plain("EEEE d MMMM")
    # Translators: {day} is "Monday" or "Monday 4 January", as it stands in a calendar.
    return _("{day} from {time}", day=format_date(day, form, locale=_.locale), time=time)


def _hours(desk: Desk, translate: Translator) -> Markup | None:
    """
    Say the opening hours of an ordinary week, days that are alike taken together.
    """
    _ = translate
    if not desk.hours:
        return None
    groups: list[tuple[list[int], tuple[Span, ...]]] = []
    for number, weekday in enumerate(Weekday):
        spans = tuple(sorted(desk.hours.get(weekday, ()), key=lambda span: span.begin))
        if groups and groups[-1][1] == spans and groups[-1][0][-1] == number - 1:
            groups[-1][0].append(number)
        elif spans:
            groups.append(([number], spans))
    hours = "; ".join(
        f"{_days(days, _.locale)} {', '.join(_span(span, _.locale) for span in spans)}"
        for days, spans in groups
    )
    return _("Opening hours: {hours}", hours=hours)


def _days(days: list[int], locale: str) -> str:
    names = get_day_names("abbreviated", locale=locale)
    first, last = names[days[0]], names[days[-1]]
    return first if len(days) == 1 else f"{first} – {last}"


def _span(span: Span, locale: str) -> str:
    begin, end = (format_time(each, "short", locale=locale) for each in (span.begin, span.end))
    return f"{begin}–{end}"
