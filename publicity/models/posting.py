"""已录入公示系统: the second stamp, for a published result that was typed into the national or provincial system."""

from django.conf import settings
from django.db import models

from publicity.models.publication import Publication


class Posting(models.Model):
    """One result in one system, with the number that system gave it where it gives any."""

    class System(models.TextChoices):
        NATIONAL = "NATIONAL", "国家企业信用信息公示系统（山西）"
        PROVINCE = "PROVINCE", "山西省“双随机、一公开”监管平台"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="postings", verbose_name="公示")
    system = models.CharField("公示系统", max_length=10, choices=System)
    reference = models.CharField("系统中的编号", max_length=60, blank=True)
    posted_on = models.DateField("录入日期")
    posted_at = models.DateTimeField("登记时间")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "录入公示系统"
        ordering = ["publication", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "system"],
                name="publicity_posting_once",
                violation_error_message="这件已登记录入这个公示系统。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.posted_on}"
