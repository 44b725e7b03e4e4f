"""建议: the result that follows from the answers and from what is done about them (ux.md §3.3).

Shown, never filled in: the officer takes it, or chooses another and says why. `js/offline/suggest.js` is its twin.
"""

from inspections.choices import PROBLEM_RESULTS, AnswerChoice, Result
from inspections.models import Inspection

BY_HANDLING = (("移送", Result.REFERRED), ("立案", Result.CASE), ("当场改正", Result.FIXED))
"""What is done about a problem decides which of the problem results it is; without any of these, 责令改正中."""


def proposed(inspection: Inspection) -> str:
    """The code of the result; empty while a check-point is open."""
    answers = [answer.choice for answer in inspection.answers.all()]
    if not answers or len(answers) < inspection.version.check_points.count():
        return ""
    if AnswerChoice.NO not in answers:
        return Result.NONE
    done = " ".join([*inspection.handlings, inspection.other_handling, inspection.handling])
    return next((result for word, result in BY_HANDLING if word in done), Result.ORDERED)


def against(inspection: Inspection) -> bool:
    """Whether the officer chose another of the problem results without saying why.

    What could not be gone through at all has its own reason, the note.
    """
    wanted = proposed(inspection)
    chosen = inspection.result in PROBLEM_RESULTS and wanted in PROBLEM_RESULTS and inspection.result != wanted
    return chosen and not inspection.result_reason.strip()
