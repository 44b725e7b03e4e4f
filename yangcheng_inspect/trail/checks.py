"""System checks: the list of guarded tables agrees with the models, and the guards stand in the database."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import checkpoints, objects, standing

APART = 5  # minutes


@register("trail")
def every_table_is_decided(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each model is guarded or exempt, and each entry of the list has a model."""
    return [
        *(
            Warning(f"trail/guarded.py names {label}, which no app has.", id="trail.W001")
            for label in objects.unwritten()
        ),
        *(
            Warning(f"{label} is neither guarded nor exempt in trail/guarded.py.", id="trail.W002")
            for label in objects.forgotten()
        ),
    ]


@register("trail")
def the_database_guards_the_trail(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Guards present and ENABLE ALWAYS, no role that could switch them off, clocks together. `check --tag trail`."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            found += _of(connections[alias])
        except DatabaseError as error:
            found.append(Error(f"数据库连接不上或无法检查：{error}", hint="请检查数据库服务。", id="trail.E004"))
    return found


@register("trail")
def the_keys_are_known(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """In production the list of keys lies where TRAIL_KEYS says. Only `check --tag trail` asks."""
    if not databases or not _in_production():
        return []
    try:
        checkpoints.ring()
    except DomainError as refusal:
        hint = "没有密钥清单就不能公布检查点，历史改了也无人知道。请按 deploy/checkpoints.md“启用”一节办理。"
        return [Warning(str(refusal), hint=hint, id="trail.W003")]
    if os.geteuid() and os.access(settings.TRAIL_KEYS, os.W_OK):
        hint = "能改清单的人可以换上自己的密钥。请把文件交给 root，权限 0644。"
        return [Warning(f"密钥清单 {settings.TRAIL_KEYS} 网站用户可以改写。", hint=hint, id="trail.W004")]
    return []


def _of(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    if "trail_event" not in connection.introspection.table_names():
        yield Error(
            "数据库里没有留痕的数据表。", hint="新安装的请运行 migrate；原来有的请立即报告审计管理员。", id="trail.E005"
        )
        return
    repair = "请立即报告审计管理员并运行 verify_trail；查明原因后由系统管理员运行 migrate 恢复保护。"
    for problem in standing.problems(connection):
        yield Error(problem, hint=repair, id="trail.E001")
    if _in_production() and connection.alias != "owner":
        for role in standing.powers(connection):
            hint = "请让网站用只有 app 权限的账号连接（deploy/roles.sql）。"
            yield Error(f"网站连接数据库的账号 {role} 有权关闭留痕保护。", hint=hint, id="trail.E002")
        for table in standing.writable(connection):
            hint = "请由系统管理员运行 migrate 收回多余的权限，并查明是谁给的。"
            yield Error(f"网站连接数据库的角色能绕过留痕函数直接改写 {table}。", hint=hint, id="trail.E006")
    apart = standing.minutes_apart(connection)
    if apart > APART:
        hint = "请在两台机器上校准时间。"
        yield Error(f"本机与数据库的时间相差 {apart:.0f} 分钟，超过 {APART} 分钟。", hint=hint, id="trail.E003")


def _in_production() -> bool:
    return not (settings.DEBUG or settings.TESTING or settings.DEMO_TODAY)
