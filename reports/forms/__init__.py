"""What people send: read, checked and handed to the services."""
