"""抽取公示: what is promised at the freeze, and what came of it."""

from django.db import models
from django.db.models import CheckConstraint, Q


class PublicDraw(models.Model):
    """One draw: the commitment text of the freeze to the byte, then the public numbers and the hash of the result.

    `counts` is `[{"stratum": "一般", "pool": 200, "drawn": 8}]`, `numbers` is `["W,3=472938.016455.883207"]`,
    `corrections` are mistyped numbers put right by the bulletin: `[{"on", "was", "now", "why", "was_result"}]`; the
    last is the hash of the result as it stood before, which stays a record of the chain.
    """

    class Status(models.TextChoices):
        FROZEN = "FROZEN", "已封存，待抽取"
        DRAWN = "DRAWN", "已抽取"
        OPENED = "OPENED", "已抽取，名单已公开"
        VOID = "VOID", "已作废"

    draw_id = models.BigIntegerField("抽取（内部）", unique=True, editable=False)
    number = models.CharField("抽取编号", max_length=20, unique=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.FROZEN)
    task_number = models.CharField("任务编号", max_length=18)
    task_name = models.CharField("任务名称", max_length=200)
    frozen_at = models.DateTimeField("封存时间")
    # When the lottery it names is drawn: anybody can see that the pool was frozen before (empty: witnesses alone).
    lottery_at = models.DateTimeField("开奖时间", null=True, blank=True)
    drawn_at = models.DateTimeField("抽取时间", null=True, blank=True)
    commitment = models.TextField("封存公告原文")
    frozen_sha256 = models.CharField("封存校验码 SHA-256", max_length=64)
    frozen_sm3 = models.CharField("封存校验码 SM3", max_length=64)
    counts = models.JSONField("户数", default=list)
    numbers = models.JSONField("抽取号码", default=list)
    corrections = models.JSONField("号码更正", default=list, blank=True)
    result_sha256 = models.CharField("结果校验码 SHA-256", max_length=64, blank=True)
    # Sensitive trades: the bundle goes to 纪检, 法制 and 司法局 only, each firm gets its own line (decisions, Draw 8).
    restricted = models.BooleanField("只向监督机关公开", default=False)
    opens_on = models.DateField("应公开日期", null=True, blank=True)
    opened_at = models.DateTimeField("公开时间", null=True, blank=True)
    supplement_to = models.CharField("补充的抽取编号", max_length=20, blank=True)
    void_reason = models.CharField("作废理由", max_length=300, blank=True)
    number_known = models.BooleanField("作废时号码已知", default=False)
    void_record = models.TextField("作废记录原文", blank=True)
    void_hash = models.CharField("作废记录校验码", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "抽取公示"
        db_table = "public_draw"
        ordering = ["-frozen_at", "-draw_id"]
        constraints = [
            CheckConstraint(
                condition=~Q(status__in=["DRAWN", "OPENED"]) | (Q(drawn_at__isnull=False) & ~Q(result_sha256="")),
                name="public_draw_drawn_has_result",
                violation_error_message="已抽取的须有抽取时间和结果校验码。",
            ),
            CheckConstraint(
                condition=~Q(status="VOID") | ~Q(void_reason=""),
                name="public_draw_void_says_why",
                violation_error_message="作废须说明理由。",
            ),
            CheckConstraint(
                condition=~Q(status="OPENED", restricted=True),
                name="public_draw_restricted_stays_shut",
                violation_error_message="本事项的名单不向社会公开，只向监督机关公开。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_opened(self) -> bool:
        """Whether names and everything else may be read by anybody."""
        return self.status == self.Status.OPENED

    @property
    def is_void(self) -> bool:
        return self.status == self.Status.VOID

    @property
    def hashes(self) -> dict[str, str]:
        """The records of this draw in the chain, by their hash; the pool counts under either algorithm."""
        named = {row["was_result"]: "更正前的结果" for row in self.corrections if "was_result" in row}
        named |= {
            self.frozen_sha256: "封存",
            self.frozen_sm3: "封存",
            self.result_sha256: "结果",
            self.void_hash: "作废",
        }
        return {code: word for code, word in named.items() if code}
