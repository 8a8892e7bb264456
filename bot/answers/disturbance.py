"""
What customers read about a disturbance, in the place of advice and on top of other screens.
"""

from collections.abc import Mapping
from datetime import timedelta

from babel.dates import format_date, format_time
from markupsafe import Markup

from bot.answers.layout import bold, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.i18n import N_, Translator

TITLES: Mapping[DisturbanceKind, str] = {
    DisturbanceKind.SENDING: N_("Sending e-mail is disrupted at the moment."),
    DisturbanceKind.RECEIVING: N_("Receiving e-mail is disrupted at the moment."),
    DisturbanceKind.WEBMAIL: N_("Webmail is disrupted at the moment."),
    DisturbanceKind.ALL: N_("All our e-mail services are disrupted at the moment."),
}

EFFECTS: Mapping[DisturbanceKind, str] = {
    DisturbanceKind.SENDING: N_(
        "Your messages may go out late or not at all. We’re working on it."
    ),
    DisturbanceKind.RECEIVING: N_(
        "New messages may come in late, and your mail program may not be able to connect. "
        "We’re working on it."
    ),
    DisturbanceKind.WEBMAIL: N_(
        "You may not be able to open webmail or log in there. We’re working on it."
    ),
    DisturbanceKind.ALL: N_("Sending, receiving and webmail may not work. We’re working on it."),
}

LABELS: Mapping[DisturbanceKind, str] = {
    DisturbanceKind.SENDING: N_("Sending"),
    DisturbanceKind.RECEIVING: N_("Receiving"),
    DisturbanceKind.WEBMAIL: N_("Webmail"),
    DisturbanceKind.ALL: N_("All e-mail"),
}


def disturbance(scene: Scene) -> Markup:
    """
    Tell what is disturbed and until when, and that there is nothing to change.
    """
    _ = scene.translate
    status = scene.link("status")
    return paragraphs(
        *(
            lines(_title(each, _), _(EFFECTS[each.kind]), _until(each, scene), _own_words(each, _))
            for each in scene.disturbances
        ),
        _(
            "This is most likely why it doesn’t work for you. <b>You don’t need to change "
            "anything: no settings, no password.</b>"
        ),
        _("You can follow our progress here: {link}", link=status) if status else None,
        _("Does it still not work after that? Just write to me again, and we’ll look further."),
    )


def heading(scene: Scene) -> Markup | None:
    """
    Tell in a few lines what is disturbed, above a screen about something else.
    """
    if not scene.disturbances:
        return None
    _ = scene.translate
    told = (
        (Markup(" ").join((_title(each, _), _until(each, scene))), _own_words(each, _))
        for each in scene.disturbances
    )
    return lines(
        *(line for pair in told for line in pair),
        _("If it worked before, leave your settings and your password as they are."),
    )


def kind_label(kind: DisturbanceKind, translate: Translator) -> str:
    """
    Return what a button calls a kind.
    """
    return translate.plain(LABELS[kind])


def _title(each: Disturbance, translate: Translator) -> Markup:
    return Markup("⚠️ {}").format(bold(translate(TITLES[each.kind])))


def _until(each: Disturbance, scene: Scene) -> Markup:
    _ = scene.translate
    until, locale = each.until, scene.state.locale
    time = format_time(until, "HH:mm", tzinfo=until.tzinfo, locale=locale)
    if until.date() == each.today:
        return _("Expected until today, {time}.", time=time)
    if until.date() == each.today + timedelta(days=1):
        return _("Expected until tomorrow, {time}.", time=time)
    # Translators: how a date without a year is written, in the letters of Unicode CLDR.
    pattern = _.plain("EEEE d MMMM")
    day = format_date(until, pattern, locale=locale)
    # Translators: the day looks like "Friday 27 November".
    return _("Expected until {day}, {time}.", day=day, time=time)


def _own_words(each: Disturbance, translate: Translator) -> Markup | None:
    _ = translate
    return _("Our helpdesk writes: “{text}”", text=each.text) if each.text else None
