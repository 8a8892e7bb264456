"""
The order `/stats`: the figures in words, and the chart that goes with them.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from bot.answers.labels import BY_NODE
from bot.answers.layout import bold, bullets, lines, paragraphs
from bot.desk.figures import MOST, Figures, Report, last_weeks, monday
from bot.desk.hours import Hours
from bot.dialogue.state import Node
from bot.i18n import N_, Translator
from bot.store import Books

WEEKS = 4
CHARTED = 8
MINUTE = 60

OTHER = N_("Other screens")
# Screens that belong together, by the place that they have in the conversation.
PLACES: Mapping[str, tuple[Node, ...]] = {
    N_("First screen"): (Node.START,),
    N_("IMAP or POP?"): (Node.PROTOCOL, Node.ACCOUNT, Node.KEEP),
    N_("SSL on or off?"): (Node.SECURITY,),
    N_("Which mailbox?"): (Node.PRODUCT, Node.CLUSTER, Node.DEVICE),
    N_("Settings"): (Node.CARD, Node.MORE),
    N_("Steps in a mail program"): (Node.PROGRAM, Node.TASK, Node.STEPS),
    N_("What goes wrong?"): (Node.SYMPTOM, Node.MEANT, Node.WHICH),
    N_("Questions about the problem"): (Node.WEBMAIL, Node.SERVER, Node.PORT),
    N_("Advice"): (Node.REMEDY, Node.EXHAUSTED),
    N_("Notice of a disturbance"): (Node.DISTURBANCE,),
    N_("Incident ticket"): (Node.TICKET, Node.WHICH_TICKET),
    N_("Offer of the helpdesk"): (Node.OFFER,),
}
_PLACE = {node.name.lower(): place for place, nodes in PLACES.items() for node in nodes}
_SYMPTOMS = {name: text for (node, name), text in BY_NODE.items() if node is Node.SYMPTOM}


class Digest:
    """
    Writes of the last weeks in the staff's language.
    """

    def __init__(self, hours: Hours, translate: Translator) -> None:
        self._hours = hours
        self._translate = translate

    async def write(self, books: Books) -> tuple[Markup, dict[str, Any] | None]:
        """
        Return the figures in words, and what the chart is to show; None where there are none.
        """
        _ = self._translate
        weeks = last_weeks(self._hours.local(books.now).date(), CHARTED)
        rows = await books.figures(weeks[0])
        charted = Report(weeks, rows)
        if not charted.total.conversations:
            return _("There are no figures yet."), None
        return self._text(Report(weeks[-WEEKS:], rows)), self._chart(charted)

    def _text(self, report: Report) -> Markup:
        _ = self._translate
        total = report.total
        return paragraphs(
            lines(
                bold(
                    _.plural("The last {count} week", "The last {count} weeks", WEEKS, count=WEEKS)
                ),
                _("Conversations: {number}", number=self._number(total.conversations)),
                *self._ends(total),
                self._said(total),
                self._time(total),
            ),
            self._list(
                _("Most common problems"),
                [(_SYMPTOMS.get(name, name), number) for name, number in total.symptoms],
            ),
            self._list(_("Where people stopped"), self._places(total)),
            *(self._week(report, week) for week in reversed(report.weeks)),
        )

    def _ends(self, figures: Figures) -> tuple[Markup, ...]:
        _ = self._translate
        return (
            _("✅ Solved without a person: {number}", number=self._part(figures, figures.solved)),
            _("👤 With a person: {number}", number=self._part(figures, figures.person)),
            _("💤 Left, or still going: {number}", number=self._part(figures, figures.left)),
        )

    def _said(self, figures: Figures) -> Markup:
        _ = self._translate
        return _(
            "Said “it works”: {works} · “it doesn’t work”: {fails}",
            works=self._number(figures.works),
            fails=self._number(figures.does_not_work),
        )

    def _time(self, figures: Figures) -> Markup | None:
        _ = self._translate
        if figures.seconds_to_card is None:
            return None
        minutes, seconds = divmod(round(figures.seconds_to_card), MINUTE)
        return _("Time to the settings, on average: {time} min", time=f"{minutes}:{seconds:02}")

    def _places(self, figures: Figures) -> list[tuple[str, int]]:
        found: Counter[str] = Counter()
        for name, number in figures.screens:
            found[_PLACE.get(name, OTHER)] += number
        return found.most_common(MOST)

    def _list(self, title: Markup, entries: list[tuple[str, int]]) -> Markup | None:
        if not entries:
            return None
        _ = self._translate
        each = (Markup("{}: {}").format(_(text), self._number(number)) for text, number in entries)
        return lines(bold(title), bullets(*each))

    def _week(self, report: Report, week: str) -> Markup:
        _ = self._translate
        title = bold(_("Week from {day}", day=self._day(week)))
        spoken = [self._language(locale, each) for locale, each in report.languages(week)]
        return lines(title, *(spoken or [_("no conversations")]))

    def _language(self, locale: str, figures: Figures) -> Markup:
        return Markup("{}: {} · ✅ {} · 👤 {} · 💤 {}").format(
            locale.upper(),
            *map(
                self._number,
                (figures.conversations, figures.solved, figures.person, figures.left),
            ),
        )

    def _chart(self, report: Report) -> dict[str, Any]:
        _ = self._translate
        bars = []
        for week in report.weeks:
            of_week = report.week(week)
            parts = (of_week.solved, of_week.person, of_week.left)
            bars.append({"label": self._day(week), "parts": parts})
        return {
            "title": _.plain("Conversations and how they ended"),
            "subtitle": _.plain("Per week, by the day it begins on"),
            "names": (
                _.plain("solved without a person"),
                _.plain("with a person"),
                _.plain("left, or still going"),
            ),
            "bars": bars,
        }

    def _day(self, week: str) -> str:
        return format_skeleton("MMMd", monday(week), locale=self._translate.locale)

    def _number(self, number: int) -> str:
        return format_decimal(number, locale=self._translate.locale)

    def _part(self, figures: Figures, number: int) -> str:
        share = format_percent(figures.share(number), locale=self._translate.locale)
        return f"{self._number(number)} ({share})"
