"""The one list of tables whose rows may not change without a trail event for their object.

Owners add their rows under their app's heading. A child row answers to its root's event.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guarded:
    """One guarded table: the object kind it answers to, its model, and the column that names the object."""

    kind: str
    model: str
    column: str = ""  # empty: the primary key
    hashed: tuple[str, ...] = ()
    omitted: tuple[str, ...] = ()
    digested: bool = False


def root(kind: str, model: str, *, hashed: tuple[str, ...] = (), omitted: tuple[str, ...] = ()) -> Guarded:
    """A table whose rows are objects themselves: object name `<kind>/<pk>`.

    The columns `hashed` enter an event's state as a digest alone, the columns `omitted` not at all.
    """
    return Guarded(kind, model, "", hashed, omitted)


def child(
    kind: str,
    model: str,
    *,
    column: str,
    hashed: tuple[str, ...] = (),
    omitted: tuple[str, ...] = (),
    digested: bool = False,
) -> Guarded:
    """A table whose rows belong to an object; `column` (never null) holds that object's primary key.

    `digested`: an object has tens of thousands of these rows; they enter as count and digest, which the database
    computes before the log's head is locked (`digests.py`).
    """
    return Guarded(kind, model, column, hashed, omitted, digested)


GUARDED: tuple[Guarded, ...] = (
    # accounts
    root("user", "accounts.User", hashed=("password",)),
    child("user", "accounts.Deputy", column="principal_id"),
    # workdays
    root("calendar", "workdays.CalendarYear"),
    child("calendar", "workdays.SpecialDay", column="year_id"),
    # parameters
    root("parameter", "parameters.ParameterValue"),
    # registry
    root("unit", "registry.Unit"),
    root("town", "registry.Town"),
    root("industry", "registry.Industry"),
    root("entity", "registry.MarketEntity"),
    child("entity", "registry.EntityIndustry", column="entity_id"),
    child("entity", "registry.EntityFlag", column="entity_id"),
    child("entity", "registry.EntityFact", column="entity_id"),
    child("entity", "registry.Complaint", column="entity_id"),
    root("area", "registry.KeyArea"),
    root("matrix", "registry.RiskMatrix"),
    child("matrix", "registry.RiskRow", column="matrix_id"),
    root("proposal", "registry.EntityProposal"),
    root("import_source", "registry.ImportSource"),
    root("import", "registry.RegistryImport"),
    child("import", "registry.ImportRow", column="registry_import_id", digested=True),
    root("inspector", "registry.Inspector"),
    child("inspector", "registry.Certificate", column="inspector_id"),
    child("inspector", "registry.Absence", column="inspector_id"),
    child("inspector", "registry.Recusal", column="inspector_id"),
    child("inspector", "registry.Training", column="inspector_id"),
    root("item", "registry.InspectionItem"),
    child("item", "registry.ItemIndustry", column="item_id"),
    child("item", "registry.JointPart", column="joint_id"),
    child("item", "registry.ItemEvent", column="item_id"),
    root("item_version", "registry.ItemVersion"),
    child("item_version", "registry.LegalBasis", column="version_id"),
    child("item_version", "registry.CheckPoint", column="version_id"),
    # inspections
    root("plan", "inspections.Plan"),
    child("plan", "inspections.PlanLine", column="plan_id"),
    root("session", "inspections.DrawSession"),
    child("session", "inspections.PublicNumber", column="session_id"),
    child("session", "inspections.NumberCorrection", column="session_id"),
    root("task", "inspections.Task"),
    root("draw", "inspections.Draw"),
    child("draw", "inspections.ChainLink", column="draw_id"),
    child("draw", "inspections.PoolEntity", column="draw_id"),
    child("draw", "inspections.PoolInspector", column="draw_id"),
    child("draw", "inspections.DrawnEntity", column="draw_id"),
    child("draw", "inspections.Reserve", column="draw_id"),
    child("draw", "inspections.TeamMember", column="draw_id"),
    child("draw", "inspections.SupersededResult", column="draw_id"),
    child("draw", "inspections.VoidRequest", column="draw_id"),
    child("draw", "inspections.EnvelopePrint", column="draw_id"),
    child("draw", "inspections.Replacement", column="draw_id"),
    root("cap_exception", "inspections.CapException"),
    root("approval", "inspections.VisitApproval"),
    root("visit", "inspections.Visit"),
    child("visit", "inspections.VisitOfficer", column="visit_id"),
    child("visit", "inspections.Excuse", column="visit_id"),
    child("visit", "inspections.RecordVoid", column="visit_id"),
    child("visit", "inspections.Companion", column="visit_id"),
    child("visit", "inspections.Interruption", column="visit_id"),
    child("visit", "inspections.Material", column="visit_id"),
    child("visit", "inspections.Merger", column="second_id"),
    child("visit", "inspections.Confirmation", column="visit_id", hashed=("strokes",)),
    child("visit", "inspections.HandMark", column="visit_id", hashed=("strokes",)),
    child("visit", "inspections.PaperEntry", column="visit_id"),
    root("inspection", "inspections.Inspection"),
    child("inspection", "inspections.Answer", column="inspection_id"),
    child("inspection", "inspections.Evidence", column="inspection_id"),
    child("inspection", "inspections.RecordSeal", column="inspection_id", hashed=("text",)),
    child("inspection", "inspections.Addendum", column="inspection_id"),
    child("inspection", "inspections.ReviewMark", column="inspection_id"),
    root("rectification", "inspections.Rectification"),
    child("rectification", "inspections.Extension", column="rectification_id"),
    child("rectification", "inspections.Proof", column="rectification_id"),
    child("rectification", "inspections.ProofFile", column="rectification_id"),
    child("rectification", "inspections.RecheckSignature", column="rectification_id"),
    root("case", "inspections.CaseFiling"),
    root("referral", "inspections.Referral"),
    child("referral", "inspections.ReferralEvidence", column="referral_id"),
    root("dispute", "inspections.Dispute"),
    root("document", "inspections.Document"),
    child("document", "inspections.Delivery", column="document_id"),
    root("paper_print", "inspections.PaperPrint"),
    root("archive", "inspections.ArchiveFile"),
    root("record_copy", "inspections.RecordCopy"),
    # publicity
    root("publication", "publicity.Publication"),
    child("publication", "publicity.Amendment", column="publication_id"),
    root("letter", "publicity.Letter", hashed=("content",)),
    child("letter", "publicity.LetterFile", column="letter_id"),
    root("objection", "publicity.Objection", hashed=("applicant", "phone", "address")),
    child("objection", "publicity.ObjectionFile", column="objection_id"),
    root("statement", "publicity.Statement", hashed=("applicant", "phone")),
    child("publication", "publicity.Answerable", column="publication_id"),
    child("publication", "publicity.Explanation", column="publication_id"),
    child("publication", "publicity.HoldRequest", column="publication_id"),
    child("publication", "publicity.Posting", column="publication_id"),
    child("publication", "publicity.Reminder", column="publication_id"),
    child("publication", "publicity.Correction", column="publication_id"),
    child("publication", "publicity.Withdrawal", column="publication_id"),
    child("publication", "publicity.Takedown", column="publication_id"),
    root("bundle", "publicity.Bundle"),
    root("inbox_bundle", "publicity.InboxBundle"),
    # The public tables repeat what an object published; they answer to that object.
    child("publication", "public_site.PublicResult", column="publication_id", omitted=("changed_at",)),
    child("publication", "public_site.PublicVersion", column="publication_id", hashed=("record",)),
    child("draw", "public_site.PublicDraw", column="draw_id"),
    child("draw", "public_site.PublicBundle", column="draw_id", hashed=("text",)),
    child("item_version", "public_site.PublicItem", column="version_id"),
    root("rating", "publicity.Rating", hashed=("content", "finding"), omitted=("bad",)),
    root("notice", "publicity.Notice"),
    child("notice", "publicity.NoticeVersion", column="notice_id"),
    child("notice", "public_site.PublicNotice", column="notice_id"),
    child("plan", "public_site.PublicPlan", column="plan_id"),
    child("task", "public_site.PublicTask", column="task_id"),
    child("inspector", "public_site.PublicInspector", column="inspector_id"),
)

# Tables outside the trail, each with the reason.
EXEMPT: dict[str, str] = {
    "trail.Event": "the trail itself: guarded by its own triggers",
    "trail.EventDetail": "the trail itself: guarded by its own triggers",
    "trail.Checkpoint": "about the trail itself: signed, and guarded by its own triggers",
    "public_site.PublicProof": "computed from the log and a signed checkpoint; every browser computes it again",
    "public_site.PublicCheckpoint": "about the trail itself: signed, and guarded by its own triggers",
    "public_site.InboxLetter": "what the public sent, added by a role that can do nothing else; taken in by an event",
    "public_site.InboxFile": "belongs to its letter; nobody may change it",
    "public_site.PublicLetter": "repeats how far a letter is; the objection or statement it became leaves the events",
    "publicity.ExportedRow": "what a signed file carried last of a row; the file's own event names its hash",
    "public_site.PublicImport": "written on the public machine, where no trail is; the receipt comes back as an event",
    "public_site.InboxExport": "written on the public machine, where no trail is; taking it in is an event",
    "trail.Head": "the trail itself: guarded by its own triggers",
    "inspections.Counter": "a number's use is told by the event of the object that took it",
    "inspections.DrawNonce": "a secret must never reach the trail; its commitment stands in the frozen text",
    "publicity.Message": "tells a person what an event or the calendar says already; its read stamp decides nothing",
    "inspections.SyncKey": "repeats the answer to an act of a phone; the act left its own event",
    "inspections.CeremonyScreen": "where the projected page stands; decides nothing",
    "registry.ImportProgress": "working memory until an import is confirmed; says nothing afterwards",
    "sessions.Session": "a login is an event; the session row is its working memory",
    "contenttypes.ContentType": "written by migrate only",
    "auth.Permission": "written by migrate only",
    "auth.Group": "unused: roles stand in code",
    "auth.Group_permissions": "unused: roles stand in code",
    "admin.LogEntry": "the admin's own diary, repeated in the trail",
}
