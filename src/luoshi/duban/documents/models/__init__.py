"""Source files, documents, and what was read from them."""

from luoshi.duban.documents.models.document import Document, DocumentState
from luoshi.duban.documents.models.reading import Directive, Reading, Statement, StatementKind
from luoshi.duban.documents.models.source import SourceFile

__all__ = ["Directive", "Document", "DocumentState", "Reading", "SourceFile", "Statement", "StatementKind"]
