"""The public site: what a citizen reads, in tables that point at nothing, served without login, session or cookie.

It stands alone (`settings.public` installs nothing else of ours). Who writes its tables, the publication service of
`publicity`, does so through `store`, which refuses whatever `schema` does not allow.
"""
