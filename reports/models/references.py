"""References that several models share."""

from functools import partial

from django.conf import settings
from django.db import models

# People stay in the record: nobody who acted can be deleted.
person = partial(models.ForeignKey, settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
