"""What a process keeps in its own memory; the cache that all processes share is Django's default one."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

process_cache = ConnectionProxy(caches, "process")
