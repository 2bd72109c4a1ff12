"""How a rule is tested: what people read, and that the database holds it without any validation."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def assert_refused(obj: models.Model, message: str) -> None:
    """Checks that validation answers with the sentence and that the database refuses the row as well."""
    with pytest.raises(ValidationError) as refusal:
        obj.validate_constraints()
    assert message in refusal.value.messages
    assert_database_refuses(obj)


def assert_database_refuses(obj: models.Model) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        obj.save()


def assert_accepted(obj: models.Model) -> None:
    """Checks that the object is valid as a whole and that the database takes it."""
    obj.full_clean()
    obj.save()
    assert type(obj)._default_manager.filter(pk=obj.pk).exists()
