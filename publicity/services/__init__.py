"""What changes a publication. `publications` is the only writer of the public tables besides `items` and `notices`."""
