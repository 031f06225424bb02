# An uncaught chained exception: what is written to standard error, and the exit status.
import sys
class Account:
    def __init__(self, balance): self.balance = balance
    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"cannot withdraw {amount}, only {self.balance} there")
        self.balance -= amount
def pay(account, amounts):
    for a in amounts:
        try:
            account.withdraw(a)
        except ValueError as e:
            e.add_note("a note")
            e.add_note("a second\nwith two lines")
            raise RuntimeError("payment failed") from e
print("before")
try:
    {}["missing"]
except KeyError:
    pay(Account(10), [3, 4,
        5 * 2])
