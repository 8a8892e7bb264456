"""
The incident ticket about "POP before SMTP", explained.
"""

from markupsafe import Markup

from bot.answers.layout import bold, lines, numbered, paragraphs
from bot.answers.scene import Scene


def ticket(scene: Scene) -> Markup:
    """
    Return what the ticket means, what to do now, and how to see that it is genuine.
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("Did you receive an “{ticket}” ticket?", ticket=scene.ticket)),
            _(
                "No need to worry: this is usually quickly solved. You can get this incident "
                "ticket when your mail program sends <b>without logging in</b>: the "
                "authentication of the outgoing server is then <b>not</b> switched on."
            ),
        ),
        lines(bold(_("What to do now")), numbered(_steps(scene))),
        _("It makes no difference whether you use IMAP or POP."),
        _(
            "<b>Why “POP before SMTP”?</b> You used to be allowed to send for a while after "
            "fetching your mail: first POP, then SMTP. That no longer works."
        ),
        _(
            "Not sure whether the ticket is genuine? See if it is in your control panel as well. "
            "We never ask for your password."
        ),
    )


def _steps(scene: Scene) -> tuple[Markup, ...]:
    _ = scene.translate
    return (
        _("In your mail program, open the settings of the outgoing server (SMTP)."),
        _("Tick “{box}”.", box=scene.box),
        _("Use your full e-mail address and the password that you receive mail with."),
        _("Check the port: {way}, not 25.", way=scene.way(scene.secure_outgoing)),
        _("Send yourself a test message."),
    )
