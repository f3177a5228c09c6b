"""Secrecy marks in the head of a document, and what only talks of secrets."""

import pytest

from luoshi.gongwen.secrecy import secrecy_mark

BODY = "\n关于做好春耕工作的通知\n各乡镇：\n请抓好落实。"


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("绝密", "绝密"),
        ("秘密", "秘密"),
        ("绝 密", "绝 密"),
        ("机　　密", "机　　密"),
        ("机密★1年", "机密★1年"),
        ("机 密 ★ 五 年", "机 密 ★ 五 年"),
        ("秘密★", "秘密★"),
        ("秘密★6个月", "秘密★6个月"),
        ("绝密★长期", "绝密★长期"),
        ("机密★１０年", "机密★１０年"),
        ("秘密 1年", "秘密 1年"),
        ("秘密级", "秘密级"),
        ("密级：机密", "机密"),
        ("密级:秘密★3年", "秘密★3年"),
        ("【机密】", "机密"),
        ("（秘密）", "秘密"),
        ("000012\n机密★1年\n特急\n青禾县人民政府文件", "机密★1年"),
        ("000012　机密★1年　特急", "机密★1年"),
        ("机密　特急", "机密"),
        ("特急 秘密", "秘密"),
        ("青禾县人民政府文件　　机密★1年", "机密★1年"),
        ("份号：000012\t秘密", "秘密"),
        ("機密", "機密"),
        ("\n\n  秘密  \n", "秘密"),
        ("序号\t任务\t密级\n1\t修渠\t秘密", "秘密"),
    ],
)
def test_a_mark_in_the_head_is_found(head, mark):
    text = head + BODY
    found = secrecy_mark(text)
    assert found is not None
    assert found.text == mark == found.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "关于做好保守国家秘密工作的通知\n各乡镇：\n请抓好落实。",
        "青禾县保密工作方案\n一、定密管理\n绝密、机密、秘密文件要登记。",
        "内部资料\n注意保存\n关于春耕的通知",
        "内部\n通报",
        "密级：公开\n通知",
        "密级：\n通知",
        "商业秘密\n保护办法",
        "秘密战线工作者事迹材料\n正文。",
        "通知\n各乡镇要抓好春耕。\n秘密\n附件",
        "\n".join(["目录"] * 20 + ["秘密"]),
        "机密性要求\n一是加密。",
        "严守工作秘密\n提高警惕",
        "",
    ],
)
def test_what_only_talks_of_secrets_is_not_marked(text):
    assert secrecy_mark(text) is None
