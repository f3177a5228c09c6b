"""Yesterday's ledgers for tests, in a line each."""

from datetime import date

from luoshi.duban.registers.sheets import guess, rows_of
from luoshi.duban.tasks.actions.receive_ledger import receive_ledger
from luoshi.duban.tasks.actions.set_up_takeover import Meanings, choose_columns, say_meanings
from luoshi.duban.tasks.models import State, Takeover
from luoshi.duban.tasks.takeover import state_words
from luoshi.duban.tasks.takeover.review import book_of, review, sheet_in, table_of
from tests.duban.spreadsheets.books import book

HEAD = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限", "当前进度", "状态"]
FIRST = [1, "完成3座水库除险加固。", "县水务局", "县财政局", "9月底前", "已开工", "推进中"]
SECOND = [2, "新建停车位800个。", "县住建局", None, date(2026, 6, 30), "全部建成", "已完成"]


def a_file(*rows, head=HEAD, merge=()):
    """A workbook with a title, the headings and *rows*."""
    return book(台账=[["青禾县重点工作台账"], list(head), *map(list, rows or (FIRST, SECOND))], merge=merge)


def a_takeover(cast, *rows, head=HEAD, merge=(), content=None, name="台账.xlsx", columns=None) -> Takeover:
    """A ledger that was received and set up as the guesses say."""
    content = content or a_file(*rows, head=head, merge=merge)
    takeover = receive_ledger(cast.register, name, content, actor=cast.chen)
    return set_up(cast, takeover, columns=columns)


def set_up(cast, takeover, *, columns=None, keeps_numbers=False, counted_from=date(2026, 1, 1)):
    table = table_of(takeover, sheet_in(book_of(takeover), takeover.sheet))
    columns = columns or guess(table, takeover.register)
    choose_columns(takeover, table, columns, actor=cast.chen, version=takeover.version)
    words = state_words.words_in(rows_of(table, columns))
    states = {word: state_words.guess(word) or State.IN_PROGRESS for word in words}
    meanings = Meanings(states, counted_from, keeps_numbers)
    return say_meanings(takeover, meanings, actor=cast.chen, version=takeover.version)


def faults(takeover):
    """The faulty cells with what is wrong, as a person reads them."""
    return {f"{cell.column}{cell.row}": cell.chinese for cell in review(takeover).faults}
