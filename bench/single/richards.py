"""A simulation of an operating system's scheduler: tasks, packets and queues, class-heavy with many small methods."""
N = 11

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEV, KIND_WORK = 1000, 1001
PAYLOAD = 4


class Packet:
    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind = link, ident, kind
        self.datum = 0
        self.data = [0] * PAYLOAD

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class State:
    def __init__(self):
        self.pending, self.waiting, self.holding = True, False, False

    def running(self):
        self.pending = self.waiting = self.holding = False
        return self

    def set_pending(self):
        self.pending, self.waiting, self.holding = True, False, False
        return self

    def wait(self):
        self.pending, self.waiting, self.holding = False, True, False
        return self

    def wait_with_packet(self):
        self.pending, self.waiting, self.holding = True, True, False
        return self

    def held_or_waiting(self):
        return self.holding or (not self.pending and self.waiting)

    def has_packet_and_waits(self):
        return self.pending and self.waiting and not self.holding


class Task(State):
    def __init__(self, sched, ident, priority, queue):
        super().__init__()
        self.sched, self.ident, self.priority, self.queue = sched, ident, priority, queue
        self.link = sched.first
        sched.first = self
        sched.table[ident] = self
        self.wait_with_packet() if queue is not None else self.wait()

    def add(self, packet, old):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > old.priority:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def step(self):
        if self.has_packet_and_waits():
            message = self.queue
            self.queue = message.link
            self.running() if self.queue is None else self.set_pending()
        else:
            message = None
        return self.run(message)

    def hold_self(self):
        self.sched.holds += 1
        self.holding = True
        return self.link

    def wait_self(self):
        self.waiting = True
        return self

    def release(self, ident):
        t = self.sched.table[ident]
        t.holding = False
        return t if t.priority > self.priority else self

    def send(self, packet):
        t = self.sched.table[packet.ident]
        self.sched.queued += 1
        packet.link = None
        packet.ident = self.ident
        return t.add(packet, self)


class Idle(Task):
    def __init__(self, sched, count):
        super().__init__(sched, IDLE, 0, None)
        self.running()
        self.control, self.count = 1, count

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold_self()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xd008
        return self.release(DEVICE_B)


class Worker(Task):
    def __init__(self, sched, queue):
        super().__init__(sched, WORKER, 1000, queue)
        self.target, self.letter = HANDLER_A, 0

    def run(self, packet):
        if packet is None:
            return self.wait_self()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.ident = self.target
        packet.datum = 0
        for i in range(PAYLOAD):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.send(packet)


class Handler(Task):
    def __init__(self, sched, ident, priority, queue):
        super().__init__(sched, ident, priority, queue)
        self.work = self.device = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work = packet.append_to(self.work)
            else:
                self.device = packet.append_to(self.device)
        if self.work is not None:
            work = self.work
            if work.datum >= PAYLOAD:
                self.work = work.link
                return self.send(work)
            if self.device is not None:
                dev = self.device
                self.device = dev.link
                dev.datum = work.data[work.datum]
                work.datum += 1
                return self.send(dev)
        return self.wait_self()


class Device(Task):
    def __init__(self, sched, ident, priority):
        super().__init__(sched, ident, priority, None)
        self.held = None

    def run(self, packet):
        if packet is None:
            packet = self.held
            if packet is None:
                return self.wait_self()
            self.held = None
            return self.send(packet)
        self.held = packet
        return self.hold_self()


class Scheduler:
    def __init__(self):
        self.first, self.table = None, [None] * 6
        self.holds = self.queued = 0

    def run(self):
        t = self.first
        while t is not None:
            t = t.link if t.held_or_waiting() else t.step()


def bench(n):
    total = 0
    for _ in range(n):
        s = Scheduler()
        Idle(s, 10000)
        q = Packet(None, WORKER, KIND_WORK)
        Worker(s, Packet(q, WORKER, KIND_WORK))
        for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
            q = None
            for _ in range(3):
                q = Packet(q, device, KIND_DEV)
            Handler(s, handler, priority, q)
        Device(s, DEVICE_A, 4000)
        Device(s, DEVICE_B, 5000)
        s.run()
        total += s.holds * 7 + s.queued
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
