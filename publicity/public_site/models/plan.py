"""年度抽查计划 and 抽查任务 as the public reads them (方案三(二)1; ux.md W3). No firm is named in either."""

from django.db import models

from publicity.public_site.words import Tag


class PublicPlan(models.Model):
    """The plan of one year. `record` is `plan_schema.PLAN` with every version; the other columns repeat its last."""

    plan_id = models.BigIntegerField("计划（内部）", unique=True, editable=False)
    number = models.CharField("计划编号", max_length=14, unique=True)
    year = models.PositiveSmallIntegerField("年度", unique=True)
    title = models.CharField("计划名称", max_length=100)
    version = models.PositiveSmallIntegerField("版本")
    approved_on = models.DateField("批准日期")
    record = models.JSONField("公开内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "公开的年度抽查计划"
        db_table = "public_plan"
        ordering = ["-year"]

    def __str__(self) -> str:
        return self.title


class PublicTask(models.Model):
    """One task from its freeze on. `record` is `plan_schema.TASK`; its draw and results are found by its number."""

    class Status(models.TextChoices):
        AGAIN = "READY", "抽取已作废，待重新封存"
        FROZEN = "FROZEN", "名录已封存，待抽取"
        DRAWN = "DRAWN", "已抽取，待检查"
        INSPECTING = "INSPECTING", "检查中"
        DONE = "DONE", "已办结"
        CANCELLED = "CANCELLED", "已取消"

    task_id = models.BigIntegerField("任务（内部）", unique=True, editable=False)
    number = models.CharField("任务编号", max_length=18, unique=True)
    title = models.CharField("任务名称", max_length=100)
    plan_number = models.CharField("计划编号", max_length=14, db_index=True)
    status = models.CharField("状态", max_length=10, choices=Status)
    announced_on = models.DateField("公布日期")
    updated_on = models.DateField("更新日期")
    record = models.JSONField("公开内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "公开的抽查任务"
        db_table = "public_task"
        ordering = ["-announced_on", "-number"]

    def __str__(self) -> str:
        return self.title

    @property
    def tag(self) -> Tag:
        """What `_tag.html` draws of the state."""
        return Tag(*TAGS[self.status], self.get_status_display())


TAGS: dict[str, tuple[str, str]] = {
    PublicTask.Status.AGAIN: ("amber", "arrow-clockwise"),
    PublicTask.Status.FROZEN: ("blue", "hourglass-split"),
    PublicTask.Status.DRAWN: ("blue", "check2-all"),
    PublicTask.Status.INSPECTING: ("amber", "bullseye"),
    PublicTask.Status.DONE: ("green", "check-circle-fill"),
    PublicTask.Status.CANCELLED: ("grey", "slash-circle"),
}
