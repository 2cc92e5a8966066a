"""The lessons, a room each: explorers, a file a section; questions and tasks beside them. What two use is shared."""
