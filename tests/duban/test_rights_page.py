"""The page of rights says what the table says."""

from tools.rights import PAGE, page


def test_the_page_of_rights_keeps_up_with_the_table():
    assert PAGE.read_text("utf-8") == page(), "run tools/rights.py"
