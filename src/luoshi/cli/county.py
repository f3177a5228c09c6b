"""The demonstration's county: set up, with its accounts on the screen."""

from __future__ import annotations

from rich.console import Console

from luoshi.cli.accounts import show_accounts
from luoshi.cli.application import load
from luoshi.cli.console import say
from luoshi.cli.installation import make_keys


def raise_county(out: Console) -> int:
    """Set up the county where it is not there yet; make and show new passwords in any case."""
    make_keys()
    load("luoshi.duban.config.installing").install()
    accounts = load("luoshi.duban.ui.demo.accounts")
    accounts.require_demonstration()
    if load("luoshi.duban.config.installing").has_office():
        passwords = accounts.renew_passwords()
    else:
        accounts.mark()
        work, clock = load("luoshi.duban.ui.demo.work"), load("luoshi.duban.clock")
        today = clock.today()
        with clock.standing_at(clock.start_of(work.founding_day(today))):
            county = load("luoshi.duban.ui.demo.county").raise_county(work.year_of_work(today))
        work.do_the_work(county, today)
        load("luoshi.duban.ui.demo.speech").take_in_speech(county.people["chenming"])
        passwords = county.passwords
    people = accounts.open_to_visitors(passwords)
    say(out, "演示账号（虚构；密码每次重新生成，只显示这一次）")
    say(out, "Demo accounts (fictional; passwords are made anew each time and shown once)")
    show_accounts(out, [(one.post, one.name, one.username, one.password) for one in people])
    return 0
