"""Two threads move money between two accounts in opposite directions: each locks where it comes from, then where it goes.

    weft race examples/transfers.py

finds an order of events in which each waits for the lock that the other one has.
"""

import threading


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.lock = threading.Lock()


def move(amount, source, target):
    with source.lock:
        with target.lock:
            source.balance -= amount
            target.balance += amount


def work(source, target):
    for amount in range(1, 4):
        move(amount, source, target)


a, b = Account("a", 100), Account("b", 100)
threads = [threading.Thread(target=work, args=pair, name=f"from {pair[0].name} to {pair[1].name}") for pair in ((a, b), (b, a))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(a.balance, b.balance)
