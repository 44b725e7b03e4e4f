"""Which of the three lists a file belongs to."""

from django.db import models


class ListKind(models.TextChoices):
    """名录的种类 (方案三(一): 两库一单)."""

    ENTITIES = "ENTITIES", "市场主体"
    INSPECTORS = "INSPECTORS", "检查人员"
    ITEMS = "ITEMS", "抽查事项"
