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
        _("Good to hear! Your e-mail is ready."),
        _(
            "A new device or a new phone one day? Write to me again and I will give you the "
            "settings."
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
            "Our helpdesk can look further. It helps if you tell them what you tried and, if there "
            "is one, the exact error message."
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
            _("Here you will find how to reach us: {link}", link=scene.link("contact")),
        ),
        _(
            "Keep your e-mail address, the name of your mail program and the exact error message "
            "at "
            "hand. Nobody needs your password for this."
        ),
        _("Against payment, somebody can also set it up for you.")
        if scene.link("paid_setup")
        else None,
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
                _("find out with you why it does not work"),
                _("explain the “{ticket}” ticket", ticket=scene.ticket),
                _("bring you to our helpdesk"),
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
                    "the number of this chat, your language and the answers you gave: until "
                    "{count} day after your last message",
                    "the number of this chat, your language and the answers you gave: until "
                    "{count} days after your last message",
                    keep.session_days,
                    count=keep.session_days,
                ),
                _("my messages to you: until they have been sent"),
                _.plural(
                    "the numbers of the messages I have handled, without their text: {count} hour",
                    "the numbers of the messages I have handled, without their text: {count} hours",
                    keep.handled_hours,
                    count=keep.handled_hours,
                ),
                _("whether you have blocked me, so that I stop writing"),
            ),
        ),
        _(
            "I do not keep what you type. If I see a password in it, I delete your message here "
            "where I can."
        ),
        _("/forget erases everything at once."),
    )


def forgotten(scene: Scene) -> Markup:
    """
    Confirm that everything is erased.
    """
    _ = scene.translate
    return _("I have erased everything I kept about you. Write to me if you want to start again.")


ASIDES: Mapping[Node, Callable[[Scene], Markup]] = {
    Node.WORKS: works,
    Node.EXHAUSTED: exhausted,
    Node.PERSON: person,
    Node.HELP: help_,
    Node.PRIVACY: privacy,
    Node.FORGOTTEN: forgotten,
}
