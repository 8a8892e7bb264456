"""
What the bot itself says in the staff's chat.
"""

from markupsafe import Markup

from bot.answers.layout import bold
from bot.i18n import Translator

MINUTE = 60


class Notes:
    """
    Writes in the staff's language.
    """

    def __init__(self, translate: Translator) -> None:
        self._translate = translate

    def ended_by_customer(self) -> str:
        """
        Say that the customer has ended the conversation.
        """
        _ = self._translate
        return str(_("The customer has ended the conversation."))

    def ended_by_time(self) -> str:
        """
        Say that the conversation was closed because nothing happened in it.
        """
        _ = self._translate
        return str(_("Closed, because nobody has written here for a while."))

    def not_delivered(self) -> str:
        """
        Say that the customer does not let the bot write to them.
        """
        _ = self._translate
        return str(_("❌ Not delivered: the customer has blocked the bot."))

    def not_accepted(self) -> str:
        """
        Say that Telegram does not take a message for the customer.
        """
        _ = self._translate
        return str(_("❌ Not delivered: Telegram did not accept this message."))

    def waits(self, seconds: float) -> str:
        """
        Remind of a customer who waits for so many seconds of opening time.
        """
        _ = self._translate
        minutes = max(int(seconds // MINUTE), 1)
        return str(
            _.plural(
                "⏰ The customer has been waiting for {count} minute.",
                "⏰ The customer has been waiting for {count} minutes.",
                minutes,
                count=minutes,
            )
        )

    def nobody(self) -> str:
        """
        Say that a topic belongs to no customer.
        """
        _ = self._translate
        return str(_("This topic is linked to nobody: what you write here reaches no customer."))

    def closed(self) -> str:
        """
        Say that a message was not passed on, because the conversation is closed.
        """
        _ = self._translate
        return str(
            _(
                "❌ Not delivered: this conversation is closed. Send /reopen first, then "
                "write again."
            )
        )

    def forgotten(self, number: int) -> str:
        """
        Say that a customer wants all of theirs erased.
        """
        _ = self._translate
        return str(_("#{number}: the customer had everything erased.", number=number))

    def to_delete(self, number: int) -> str:
        """
        Ask the agents to erase what the bot may not.
        """
        _ = self._translate
        return str(
            _(
                "#{number}: the customer wants everything erased, and Telegram does not let me "
                "delete the messages here. Please delete them by hand.",
                number=number,
            )
        )

    def strangers(self) -> str:
        """
        Refuse somebody who is no member of the staff's chat.
        """
        _ = self._translate
        return str(_("This is for the staff of our helpdesk only."))

    def correction(self, text: Markup) -> str:
        """
        Say how the customer changed a message that cannot be changed here.
        """
        _ = self._translate
        return str(Markup("{} {}").format(bold(_("✏️ Changed:")), text))
