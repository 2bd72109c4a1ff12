"""The application that gunicorn serves."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chodon_thidua.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from units.startup_checks import refuse_demo_accounts_in_production

refuse_demo_accounts_in_production()
