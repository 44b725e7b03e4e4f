"""字段说明: every field of the public record has its sentence (ux.md A18)."""

import pytest

from inspections import preview
from publicity.public_site import schema
from publicity.public_site.field_rules import RULES, explained, leaves
from tests.factories.inspections import InspectionFactory
from tests.factories.public_site import public_record


def test_every_field_of_the_record_has_its_rule_and_no_other() -> None:
    assert list(RULES) == list(leaves(schema.RECORD))


def test_a_rule_says_what_the_public_sees_of_the_field() -> None:
    lines = {line.label: line for line in explained(public_record(name="君悦酒店"))}

    assert lines["检查对象"].values == ["君悦酒店"]
    assert len(lines["检查要点"].values) == 4


def test_what_is_not_shown_says_why() -> None:
    lines = {line.label: line for line in explained(public_record())}

    assert lines["检查地点"].values == []
    assert "不公开" in lines["检查地点"].why


@pytest.mark.django_db
def test_whoever_approves_reads_the_rules_beside_the_text() -> None:
    inspection = InspectionFactory(checked=True)

    assert "现场照片和证据材料" in preview.publisher().field_rules(inspection)
    assert preview.publisher().field_rules(InspectionFactory(onsite=True)) == ""
