"""Two threads, two locks, taken in different order: the classic deadlock.

Run it with `weft examples/deadlock.py`: instead of hanging, Weft says who waits for whom and ends the program with status 1.
"""

import threading
import time

money = threading.Lock()
goods = threading.Lock()


def buy():
    with money:
        time.sleep(0.05)  # long enough for the other thread to take its first lock
        with goods:
            print("bought")


def sell():
    with goods:
        time.sleep(0.05)
        with money:
            print("sold")


buyer = threading.Thread(target=buy, name="buyer")
seller = threading.Thread(target=sell, name="seller")
buyer.start()
seller.start()
buyer.join()
seller.join()
