"""The health check for a load balancer."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answers 200 when the database is reachable and every migration applied, else 503."""
    try:
        executor = MigrationExecutor(connection)
        unapplied_migrations = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "problem": "database unreachable"}, status=503)
    if unapplied_migrations:
        return JsonResponse({"status": "unavailable", "problem": "migrations waiting"}, status=503)
    return JsonResponse({"status": "ok"})
