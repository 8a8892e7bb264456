"""
The limits of the Bot API, as its reference gives them.
"""

TEXT = 4096
"""
UTF-16 code units of a message, after its entities are parsed.
"""
CAPTION = 1024
"""
UTF-16 code units of a caption, after its entities are parsed.
"""
CALLBACK_DATA = 64
"""
Bytes of a button's data; at least 1.
"""
CALLBACK_ANSWER = 200
"""
Characters of the answer to a tap.
"""
COPY_TEXT = 256
"""
Characters that a button can copy; at least 1.
"""
BUTTONS = 100
"""
Buttons of one keyboard.
"""
BUTTON_STYLES = frozenset({"primary", "success", "danger"})
COMMANDS = 100
COMMAND = 32
COMMAND_DESCRIPTION = 256
NAME = 64
DESCRIPTION = 512
SHORT_DESCRIPTION = 120
START_PAYLOAD = 64
UPDATES = 100
"""
Updates in one answer to getUpdates.
"""
POLL_SECONDS = 50
"""
The longest that getUpdates waits.
"""
WEBHOOK_CONNECTIONS = 100
SECRET_TOKEN = 256
PHOTO_BYTES = 10 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
TOPIC_NAME = 128
INLINE_RESULTS = 50
