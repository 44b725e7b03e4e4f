from publicity.models.amendment import Amendment
from publicity.models.answerable import Answerable
from publicity.models.bundle import Bundle, ExportedRow, InboxBundle
from publicity.models.correction import Correction
from publicity.models.explanation import Explanation
from publicity.models.hold_request import HoldRequest
from publicity.models.letter import Letter, LetterFile
from publicity.models.message import Message, Reminder
from publicity.models.notice import Notice, NoticeVersion
from publicity.models.objection import Objection
from publicity.models.objection_file import ObjectionFile
from publicity.models.posting import Posting
from publicity.models.publication import Publication
from publicity.models.rating import Rating
from publicity.models.statement import Statement
from publicity.models.takedown import Takedown
from publicity.models.withdrawal import Withdrawal

__all__ = [
    "Amendment",
    "Answerable",
    "Bundle",
    "Correction",
    "Explanation",
    "ExportedRow",
    "HoldRequest",
    "InboxBundle",
    "Letter",
    "LetterFile",
    "Message",
    "Notice",
    "NoticeVersion",
    "Objection",
    "ObjectionFile",
    "Posting",
    "Publication",
    "Rating",
    "Reminder",
    "Statement",
    "Takedown",
    "Withdrawal",
]
