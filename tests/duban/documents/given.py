"""Documents for tests."""

from luoshi.duban.accounts.models import Office
from luoshi.duban.documents import storage
from luoshi.duban.documents.models import Document, SourceFile

NOTICE = """青禾县人民政府办公室关于做好汛期工作的通知
青政办发〔2026〕12号
各乡镇人民政府，县直有关部门：
一、加强河道整治
（一）县水务局要在9月底前完成3座水库除险加固，石桥乡配合。
（二）农科部门要常态化开展巡查，各乡镇每季度末报送进展。
二、去年以来的工作
去年全县完成投资12亿元。
青禾县人民政府办公室
2026年3月18日
"""


def document_of(office: Office, text: str | bytes = NOTICE, name: str = "通知.txt", **facts) -> Document:
    """A document that was taken in and not yet read, with its file in the store."""
    content = text.encode() if isinstance(text, str) else text
    place, _ = storage.keep(office.key, content)
    source = SourceFile.objects.create(
        office=office, sha256=storage.digest(content), name=name, size=len(content), stored=place
    )
    return Document.objects.create(office=office, source=source, **facts)
