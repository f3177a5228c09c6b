"""Pages of publication: the office's, and the public's."""
