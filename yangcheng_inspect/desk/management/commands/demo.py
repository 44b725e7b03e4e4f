"""Load the sample registries and play some weeks of work, once; print the sample logins every time."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.desk.demo import sealing, story
from yangcheng_inspect.desk.demo.people import PASSWORD, STAFF, sample_officers
from yangcheng_inspect.errors import DomainError


class Command(BaseCommand):
    help = "载入样例名录并演示一轮完整的双随机、一公开（只在空库中载入一次）。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_TODAY:
            raise CommandError("演示须设定日期。请用 ./run demo，或设置 DEMO_TODAY=2026-11-20。")
        if fresh := not User.objects.exists():
            self.stdout.write("正在载入样例名录并演示各环节，约需一分钟……")
            story.play()
        self._seal(fresh)
        self._print_logins()

    def _seal(self, fresh: bool) -> None:
        """Without a checkpoint the demo still serves; why there is none is said."""
        try:
            sealing.seal(fresh=fresh)
        except DomainError as refusal:
            self.stderr.write(str(refusal))

    def _print_logins(self) -> None:
        self.stdout.write(f"\n样例登录（密码均为 {PASSWORD}）：")
        for person in STAFF:
            self.stdout.write(f"  {person.username:<10}{person.name}  {person.role.label}")
        for user in sample_officers():
            roles = "、".join(Role(role).label for role in user.roles)
            self.stdout.write(f"  {user.username:<10}{user.name}  {roles}")
