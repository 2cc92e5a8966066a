"""The lessons' exercises, a room for each lesson, so that a lesson does not show the answers.

A question is what `practice.predict` takes. A task takes the reader's answer, and returns None where it is right, or a
hint; `practice.check` calls it. Its worked solution stands in the lesson, folded up below the starter.
"""
