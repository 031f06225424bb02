"""Two threads add to one counter, and sometimes one of them overwrites what the other has added.

    weft race examples/lost_update.py

finds an order of events in which that happens, and prints the command that shows it again, as often as you like.
"""

import threading

TIMES = 5
counter = 0


def work():
    global counter
    for _ in range(TIMES):
        counter += 1  # reads, adds, and writes: another thread may come in between


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert counter == 2 * TIMES, f"{2 * TIMES - counter} of {2 * TIMES} updates were lost"
