"""The application that gunicorn serves."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chodon_thidua.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
# Every view is read before the first request, and after --preload once for all workers.
from chodon_thidua import urls  # noqa: F401
from units.startup_checks import refuse_demo_accounts_in_production

refuse_demo_accounts_in_production()
