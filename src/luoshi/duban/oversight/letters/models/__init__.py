"""The tables of letters."""

from luoshi.duban.oversight.letters.models.letter import Letter, LetterPaper, LetterRules, LetterState, LetterTask

__all__ = ["Letter", "LetterPaper", "LetterRules", "LetterState", "LetterTask"]
