"""
A mail program that its maker has stopped: no setting helps, another program does.
"""

from markupsafe import Markup

from bot.answers.layout import bold, lines, paragraphs
from bot.answers.scene import Scene
from bot.answers.steps import values


def steps(scene: Scene) -> Markup:
    """
    Return what to do instead (Microsoft ended its Mail app on 31 December 2024).
    """
    _ = scene.translate
    return paragraphs(
        lines(
            bold(_("This Mail app no longer works")),
            _(
                "Microsoft discontinued the Mail app for Windows 10 and 11 at the end of 2024. No "
                "setting can bring it back. You did nothing wrong."
            ),
        ),
        _(
            "Use {program} instead. I’ll show you the steps.",
            program=scene.program_name(scene.successor),
        ),
        values.keep_account(scene),
    )
