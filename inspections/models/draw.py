"""抽取: the frozen pool, the numbers read in public, and what came out of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from inspections.models.task import DrawSession, Task
from inspections.status import DrawStatus
from yangcheng_inspect.db import differs, stamped, together


class Draw(models.Model):
    """One draw of one task: the bytes of SSJ-DRAW/1 before, SSJ-RESULT/1 after (draw.md §2). Never repeated."""

    number = models.CharField("抽取编号", max_length=40, unique=True)
    task = models.ForeignKey(Task, models.PROTECT, related_name="draws", verbose_name="抽查任务")
    session = models.ForeignKey(DrawSession, models.PROTECT, related_name="draws", verbose_name="抽取场次")
    status = models.CharField("状态", max_length=10, choices=DrawStatus, default=DrawStatus.FROZEN)
    prev = models.CharField("前一记录校验码", max_length=64)
    frozen_text = models.TextField("封存文本")
    frozen_sha256 = models.CharField("封存校验码（SHA-256）", max_length=64)
    frozen_sm3 = models.CharField("封存校验码（SM3）", max_length=64)
    commit_text = models.TextField("公布的承诺")
    # Firms only: officers stand under their codes, and who they are stays inside (decisions, Draw 8).
    names_text = models.TextField("名称表")
    # Whether the item was 敏感 at the freeze; empty only for draws frozen before this was kept.
    restricted = models.BooleanField("仅供监督查阅", null=True, blank=True)
    supplement_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supplements", verbose_name="补充抽取所补的抽取"
    )
    frozen_at = models.DateTimeField("封存时间")
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="封存人")
    public_lines = models.JSONField("抽取号码", default=list)
    seed = models.CharField("合成结果", max_length=64, blank=True)
    result_text = models.TextField("结果文本", blank=True)
    result_hash = models.CharField("结果校验码", max_length=64, blank=True)
    computed_at = models.DateTimeField("抽取时间", null=True, blank=True)
    computed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽取操作人"
    )
    opened_at = models.DateTimeField("公开时间", null=True, blank=True)
    void_text = models.TextField("作废记录", blank=True)
    void_reason = models.CharField("作废理由", max_length=300, blank=True)
    # At the moment of the void, not when it was asked: then the task is over for good (decisions, Draw 5).
    number_known = models.BooleanField("作废时号码已知", default=False)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废提出人"
    )
    void_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废批准人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "抽取"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=~models.Q(status=DrawStatus.VOID) & models.Q(supplement_to__isnull=True),
                name="inspections_draw_one_live",
                violation_error_message="每个任务只能有一次有效抽取。",
            ),
            together("computed_at", "computed_by"),
            together("voided_at", "voided_by"),
            together("voided_at", "void_approved_by"),
            stamped("status", [DrawStatus.COMPUTED, DrawStatus.OPENED], "computed_at"),
            stamped("status", [DrawStatus.VOID], "voided_at"),
            stamped("status", [DrawStatus.OPENED], "opened_at"),
            differs("voided_by", "void_approved_by", "void_two_hands", "作废须由两人办理。"),
            models.CheckConstraint(
                condition=models.Q(status=DrawStatus.FROZEN, result_hash="")
                | models.Q(status=DrawStatus.VOID)
                | (models.Q(status__in=[DrawStatus.COMPUTED, DrawStatus.OPENED]) & ~models.Q(result_hash="")),
                name="inspections_draw_result_when_computed",
                violation_error_message="抽取结果与状态不一致。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.session_id])


class DrawNonce(models.Model):
    """The secret of one draw, encrypted, apart from everything that is logged or shown (decisions, Draw 3)."""

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="nonce", primary_key=True, verbose_name="抽取")
    sealed = models.TextField("密封内容")

    class Meta:
        verbose_name = verbose_name_plural = "抽取密封值"
        ordering = ["draw"]

    def __str__(self) -> str:
        return f"{self.draw_id}"


class EnvelopePrint(models.Model):
    """抽取密钥信封 on paper: who printed the secret of a draw, when, and why more than once. Never the secret."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="envelope_prints", verbose_name="抽取")
    seq = models.PositiveSmallIntegerField("第几次打印")
    reason = models.CharField("再次打印的理由", max_length=300, blank=True)
    printed_at = models.DateTimeField("打印时间")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="打印人")

    class Meta:
        verbose_name = verbose_name_plural = "密钥信封打印"
        ordering = ["draw", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "seq"],
                name="inspections_envelopeprint_once",
                violation_error_message="这一次打印已经登记。",
            ),
            models.CheckConstraint(
                condition=models.Q(seq=1) | ~models.Q(reason=""),
                name="inspections_envelopeprint_again_has_reason",
                violation_error_message="密钥信封再次打印的，须写明理由。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.seq}"


class ChainLink(models.Model):
    """One record of the bureau's single chain: the next draw's `prev` is the last link's hash (decisions, Draw 1)."""

    class Kind(models.TextChoices):
        FROZEN = "F", "封存"
        RESULT = "R", "结果"
        VOID = "VOID", "作废"

    position = models.PositiveIntegerField("顺序", primary_key=True)
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="links", verbose_name="抽取")
    kind = models.CharField("种类", max_length=4, choices=Kind)
    hash = models.CharField("校验码", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "抽取链"
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"
