"""The course: all lessons."""

from ui.lesson import course

course.body()
