"""
Accounts of Telegram Business that are connected to the bot.
"""

from collections.abc import Callable
from typing import Protocol

from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request

CONNECTION = "business_connection_id"
INVALID = "BUSINESS_CONNECTION_INVALID"


class Connected(Protocol):
    """
    An account that is connected.
    """

    id: str

    def to_json(self) -> Json:
        """
        Return the connection as a BusinessConnection of the Bot API.
        """

    def carry_out(self, method: str, parameters: Parameters) -> object:
        """
        Carry a method of the Bot API out in the owner's name, or raise Refused.
        """


class Connections:
    """
    All connected accounts by the numbers of their connections.
    """

    def __init__(self) -> None:
        """
        Start with none.
        """
        self._accounts: dict[str, Connected] = {}
        self.methods: dict[str, Callable[[Parameters], object]] = {
            "getbusinessconnection": lambda parameters: self.find(parameters).to_json(),
        }

    def add(self, account: Connected) -> None:
        """
        Take an account in.
        """
        self._accounts[account.id] = account

    def find(self, parameters: Parameters) -> Connected:
        """
        Return the account that a call is about, or raise Refused.
        """
        account = self._accounts.get(parameters.text(CONNECTION))
        if account is None:
            raise bad_request(INVALID)
        return account
