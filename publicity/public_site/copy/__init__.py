"""静态副本: the whole public site as plain files, for a web server that runs no Python."""
