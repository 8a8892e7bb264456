"""
The screens beside the main road: it works, a person, help, privacy.
"""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot.answers.layout import bold, bullets, lines, paragraphs
from bot.answers.scene import Scene
from bot.dialogue.state import Node


def works(scene: Scene) -> Markup:
    """
    Be glad.
    """
    _ = scene.translate
    return paragraphs(
        _("Glad to hear it! Your e-mail is ready."),
        _(
            "Getting a new computer or phone one day? Just write to me again and I’ll give "
            "you the settings."
        ),
    )


def exhausted(scene: Scene) -> Markup:
    """
    Say that there is no advice left.
    """
    _ = scene.translate
    return paragraphs(
        _("We have now tried everything I know for this problem."),
        _(
            "Our helpdesk can look into it further. It helps to tell them what you have tried "
            "and, if there is one, the exact error message."
        ),
    )


def person(scene: Scene) -> Markup:
    """
    Give the way to a person.
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("Ask our helpdesk")),
            _("You can reach us here: {link}", link=scene.link("contact")),
        ),
        _(
            "Have your e-mail address, the name of your mail program and the exact error "
            "message ready. Nobody needs your password for this."
        ),
        _("You can also have it set up for you, for a fee.") if scene.link("paid_setup") else None,
    )


def help_(scene: Scene) -> Markup:
    """
    Say what the bot can do.
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("What I can do for you")),
            bullets(
                _(
                    "give you the right settings for your {provider} e-mail",
                    provider=scene.provider,
                ),
                _("find out with you why it doesn’t work"),
                _("explain the “{ticket}” ticket", ticket=scene.ticket),
                _("put you in touch with our helpdesk"),
            ),
        ),
        _(
            "Tap a button, type its number, or write in your own words. You can also paste an "
            "error "
            "message, without your password."
        ),
        lines(
            Markup("/settings · {}").format(_("your settings")),
            Markup("/ticket · {}").format(_("about the “{ticket}” ticket", ticket=scene.ticket)),
            Markup("/language · {}").format(_("another language")),
            Markup("/privacy · {}").format(_("what I keep about you")),
            Markup("/start · {}").format(_("start over")),
        ),
    )


def privacy(scene: Scene) -> Markup:
    """
    Say what is stored about the customer, and for how long.
    """
    _ = scene.translate
    keep = scene.facts.retention
    return paragraphs(
        lines(
            bold(_("What I keep about you")),
            bullets(
                _.plural(
                    "the number of this chat, your language and the answers you gave: for "
                    "{count} day "
                    "after your last message",
                    "the number of this chat, your language and the answers you gave: for {count} "
                    "days after your last message",
                    keep.session_days,
                    count=keep.session_days,
                ),
                _(
                    "when our conversation began and how far it came, for figures without names: "
                    "as long as your answers"
                ),
                _("my messages to you: until they have been sent"),
                _.plural(
                    "the numbers of the messages I have handled, without their text: for {count} "
                    "hour",
                    "the numbers of the messages I have handled, without their text: for {count} "
                    "hours",
                    keep.handled_hours,
                    count=keep.handled_hours,
                ),
                _("whether you have blocked me, so that I stop writing to you"),
                *_kept_for_the_helpdesk(scene),
            ),
        ),
        _("I do not keep what you type.") if scene.helpdesk is None else None,
        _("If I notice a password in a message, I delete that message here if I can."),
        _("/forget erases everything at once."),
    )


def _kept_for_the_helpdesk(scene: Scene) -> tuple[Markup, ...]:
    _ = scene.translate
    if scene.helpdesk is None:
        return ()
    keep = scene.facts.retention
    return (
        _(
            "the last few things you typed, without passwords and addresses, so that you need not "
            "repeat them when you ask for our helpdesk: as long as your answers"
        ),
        _.plural(
            "once you have asked for our helpdesk: what you told them about the problem; your "
            "messages stand in their chat in Telegram until {count} day after the conversation has "
            "ended",
            "once you have asked for our helpdesk: what you told them about the problem; your "
            "messages stand in their chat in Telegram until {count} days after the conversation "
            "has ended",
            keep.ticket_days,
            count=keep.ticket_days,
        ),
    )


def forgotten(scene: Scene) -> Markup:
    """
    Confirm that everything is erased.
    """
    _ = scene.translate
    return _(
        "I have erased everything I kept about you. Just write to me if you want to start again."
    )


ASIDES: Mapping[Node, Callable[[Scene], Markup]] = {
    Node.WORKS: works,
    Node.EXHAUSTED: exhausted,
    Node.PERSON: person,
    Node.HELP: help_,
    Node.PRIVACY: privacy,
    Node.FORGOTTEN: forgotten,
}
