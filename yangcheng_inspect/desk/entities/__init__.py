"""市场主体 on the officer site, across registry, inspections and publicity: list, 一企一档, proposals, merging."""
