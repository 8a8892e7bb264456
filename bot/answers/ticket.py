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
                "No need to worry: this is usually quick to fix. You may get this incident ticket "
                "if your mail program sends <b>without logging in</b>: authentication for the "
                "outgoing server is then <b>not</b> switched on."
            ),
        ),
        lines(bold(_("What to do now")), numbered(_steps(scene))),
        _("For this, it makes no difference whether you use IMAP or POP."),
        _(
            "<b>Why “POP before SMTP”?</b> In the past, you could send for a short while "
            "after collecting your mail: first POP, then SMTP. That no longer works."
        ),
        _(
            "Not sure whether the ticket is genuine? Check that it is in your control panel "
            "as well. We never ask for your password."
        ),
    )


def _steps(scene: Scene) -> tuple[Markup, ...]:
    _ = scene.translate
    return (
        _("In your mail program, open the settings of the outgoing server (SMTP)."),
        _("Tick “{box}”.", box=scene.box),
        _("Use your full e-mail address and the same password as for receiving mail."),
        _("Check the port: {way}, not 25.", way=scene.way(scene.secure_outgoing)),
        _("Send yourself a test message."),
    )
