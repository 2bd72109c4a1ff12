"""The only readers with joins."""
