"""Pictures: what is drawn (``scene``), live in the notebook (``stage``) or standing still on paper (``still``)."""
