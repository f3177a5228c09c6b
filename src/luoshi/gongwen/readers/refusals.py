"""What a reader says when it refuses a file: one sentence in Chinese, one in English."""

from __future__ import annotations

from luoshi.errors import LuoshiError

_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("找不到文件“{name}”。", "There is no file “{name}”."),
    "directory": ("“{name}”是一个文件夹，请指定其中的文件。", "“{name}” is a folder; name a file in it."),
    "unreadable": ("无法读取“{name}”：{detail}。", "“{name}” cannot be read: {detail_en}."),
    "empty": ("“{name}”里没有文字。", "There is no text in “{name}”."),
    "not-text": (
        "“{name}”不是文字材料：内容像程序、图片或乱码。",
        "“{name}” is not a text: it looks like a program, a picture or random bytes.",
    ),
    "damaged": ("“{name}”已损坏：{detail}。", "“{name}” is damaged: {detail_en}."),
    "password": (
        "“{name}”设有密码，请先取消密码再导入。",
        "“{name}” is protected by a password; remove it first.",
    ),
    "old-format": (
        "“{name}”是旧版格式（.doc、.wps、.xls 等），请另存为 .docx 或 .xlsx 再导入。",
        "“{name}” has an old format (.doc, .wps, .xls and the like); save it as .docx or .xlsx first.",
    ),
    "unsupported": (
        "“{name}”是{detail}，暂不支持；请使用 .docx、.txt、.html、.md 或 .xlsx。",
        "“{name}” is {detail_en}, which is not supported; use .docx, .txt, .html, .md or .xlsx.",
    ),
    "bomb": (
        "“{name}”解压后异常庞大或结构异常（{detail}），已拒绝读取。",
        "“{name}” was refused: it unpacks to an abnormal size or structure ({detail_en}).",
    ),
    "too-large": (
        "“{name}”超过上限：文字不得多于{limit}字。",
        "“{name}” is too large: the limit is {limit} characters of text.",
    ),
    "not-chinese": (
        "“{name}”不是中文材料，几乎没有汉字。",
        "“{name}” is not a Chinese document: it has practically no Chinese characters.",
    ),
    "secret": (
        "“{name}”标有密级“{detail}”，涉密文件不得导入；确已解密的，请用 --declassified 明确声明。",
        "“{name}” carries the secrecy mark “{detail}” and is refused; if it has been declassified, "
        "say so with --declassified.",
    ),
}


def refuse(code: str, name: str, detail: str = "", detail_en: str = "", limit: int = 0) -> LuoshiError:
    """The error for cause *code* in the file *name*, ready to be raised."""
    chinese, english = _SENTENCES[code]
    words = {"name": _shown(name), "detail": detail, "detail_en": detail_en, "limit": limit}
    return LuoshiError(code, chinese.format(**words), english.format(**words))


def _shown(name: str) -> str:
    """*name* on one printable line; a source without a name is called （未命名）."""
    return "".join(char if char.isprintable() else "�" for char in name) or "（未命名）"
