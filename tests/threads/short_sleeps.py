# A hundred threads that sleep for less time than it takes to suspend them: every one of them wakes again.
import threading
import time

counts = [0] * 100


def sleeper(i):
    for k in range(200):
        time.sleep(1e-5 if k % 2 else 0.0003)
        counts[i] += 1


threads = [threading.Thread(target=sleeper, args=(i,), daemon=True) for i in range(100)]
for t in threads:
    t.start()
for t in threads:
    t.join(20)
print([i for i, t in enumerate(threads) if t.is_alive()], set(counts))
