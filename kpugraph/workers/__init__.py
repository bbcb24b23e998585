"""Queries in processes of their own: the engine cannot be interrupted, and some queries end its process.

``answer`` is the query layer, ``child`` a process that serves it, ``pool`` supervises several of them for a server,
and ``supervise`` puts the command line under the same bounds.
"""
