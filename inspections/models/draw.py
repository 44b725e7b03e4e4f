"""抽取: the frozen pool, the numbers read in public, and what came out of them."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from inspections.models.task import DrawSession, Task
from inspections.status import DrawStatus
from registry.models import Inspector, MarketEntity
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


class PoolEntity(models.Model):
    """检查对象 as it stood when the pool was frozen; append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="pool", verbose_name="抽取")
    entity = models.ForeignKey(MarketEntity, models.PROTECT, related_name="+", verbose_name="检查对象")
    code = models.CharField("名录代码", max_length=32)
    # Given to the firm with its line and path, so that it can check the pool root before names are public.
    salt = models.CharField("随机盐", max_length=32)
    name = models.CharField("名称", max_length=200)
    address = models.CharField("地址", max_length=300, blank=True)
    town = models.CharField("乡镇", max_length=20, blank=True)
    stratum = models.CharField("分层", max_length=4)
    weight = models.PositiveSmallIntegerField("权重")
    checked = models.PositiveSmallIntegerField("本年已查")
    standing = models.CharField("名录状态", max_length=2)
    reason = models.CharField("不参加抽取的原因", max_length=100, blank=True)
    # By the matrix in force that day: C 类 ×2（第 1 版风险矩阵）；投诉举报多. Empty for an ordinary firm.
    why = models.CharField("分层和签数的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "封存对象"
        ordering = ["draw", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "code"],
                name="inspections_poolentity_once",
                violation_error_message="同一对象在一次抽取中只能出现一次。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PoolInspector(models.Model):
    """检查人员 as he stood when the pool was frozen, under his code J001 …; append-only."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="inspectors", verbose_name="抽取")
    inspector = models.ForeignKey(Inspector, models.PROTECT, related_name="+", verbose_name="检查人员")
    code = models.CharField("抽取代码", max_length=4)
    name = models.CharField("姓名", max_length=30)
    unit_name = models.CharField("单位", max_length=100, blank=True)
    certificate = models.CharField("执法证号", max_length=40)
    leads = models.BooleanField("可主办")
    load = models.PositiveSmallIntegerField("在办户数")

    class Meta:
        verbose_name = verbose_name_plural = "封存人员"
        ordering = ["draw", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "code"],
                name="inspections_poolinspector_once",
                violation_error_message="同一人员在一次抽取中只能出现一次。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit(self) -> str:
        """The unit when the pool was frozen; of a draw older than the column, the unit of today."""
        return self.unit_name or self.inspector.unit.name


class StandingManager(models.Manager):
    """Rows of the result that stands; those of a result that was corrected are kept, and seen through `everything`."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(superseded_by__isnull=True)


def _superseded_by() -> models.ForeignKey:
    return models.ForeignKey(
        "inspections.NumberCorrection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="因号码更正失效",
    )


class DrawnEntity(models.Model):
    """A firm that came out of the draw, with the ticket that decided."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="drawn", verbose_name="抽取")
    pooled = models.ForeignKey(PoolEntity, models.PROTECT, related_name="drawn", verbose_name="检查对象")
    rank = models.PositiveIntegerField("顺序")
    key = models.CharField("抽签值", max_length=64)
    directed = models.BooleanField("定向", default=False)
    superseded_by = _superseded_by()

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽中对象"
        ordering = ["draw", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["pooled"],
                condition=models.Q(superseded_by__isnull=True),
                name="inspections_drawnentity_once",
                violation_error_message="同一对象在一次抽取中只能抽中一次。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.pooled.name}"


class Reserve(models.Model):
    """The next firm of a stratum, should one drawn turn out closed or moved."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="reserves", verbose_name="抽取")
    pooled = models.ForeignKey(PoolEntity, models.PROTECT, related_name="reserves", verbose_name="检查对象")
    rank = models.PositiveIntegerField("递补顺序")
    key = models.CharField("抽签值", max_length=64)
    superseded_by = _superseded_by()

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "递补对象"
        ordering = ["draw", "pooled__stratum", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["pooled"],
                condition=models.Q(superseded_by__isnull=True),
                name="inspections_reserve_once",
                violation_error_message="同一对象在一次抽取中只能列入一次递补。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.pooled.name}"


class TeamMember(models.Model):
    """An officer the draw gave to a firm: the first leads (主办民警), the others assist (协办民警)."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="members", verbose_name="抽取")
    drawn = models.ForeignKey(DrawnEntity, models.PROTECT, related_name="team", verbose_name="抽中对象")
    pooled = models.ForeignKey(PoolInspector, models.PROTECT, related_name="teams", verbose_name="检查人员")
    order = models.PositiveSmallIntegerField("次序")
    superseded_by = _superseded_by()

    objects = StandingManager()
    everything = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查组成员"
        ordering = ["drawn", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["drawn", "pooled"],
                name="inspections_teammember_once",
                violation_error_message="同一人在一个检查组中只能出现一次。",
            )
        ]

    def __str__(self) -> str:
        return self.pooled.name
