"""Any exception as one sentence in Chinese and one in English."""

from __future__ import annotations

import errno

from luoshi.errors import LuoshiError

_CAUSES = {
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EEXIST: ("已有同名文件", "a file of that name is in the way"),
    errno.EISDIR: ("是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENAMETOOLONG: ("文件名过长", "the name is too long"),
    errno.ENOENT: ("文件或文件夹不存在", "no such file or folder"),
    errno.ENOSPC: ("磁盘空间不足", "no space left on the disk"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EROFS: ("磁盘只读", "the disk is read-only"),
}


def as_error(error: Exception) -> LuoshiError:
    """*error* itself where it already speaks to the user, else a sentence about it."""
    if isinstance(error, LuoshiError):
        return error
    if isinstance(error, OSError):
        return _from_system(error)
    if isinstance(error, MemoryError):
        return LuoshiError("memory", "内存不足，无法处理。", "There is not enough memory for this.")
    kind = type(error).__name__
    return LuoshiError(
        "internal",
        f"程序内部错误（{kind}：{error}）；设置环境变量 LUOSHI_TRACEBACK=1 可查看详情。",
        f"An internal error, {kind}: {error}. Set LUOSHI_TRACEBACK=1 to see where.",
    )


def _from_system(error: OSError) -> LuoshiError:
    chinese, english = _CAUSES.get(error.errno or 0, ("系统错误", "a system error"))
    name = error.filename if isinstance(error.filename, str) else ""
    return LuoshiError(
        "system",
        f"无法读写“{name}”：{chinese}。" if name else f"无法读写：{chinese}。",
        f"Cannot read or write {name}: {english}." if name else f"Cannot read or write: {english}.",
    )
