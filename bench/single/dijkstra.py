"""Graph search: Dijkstra with heapq, breadth-first search with a deque, union-find."""
import heapq
from collections import deque
N = 280


def bench(n):
    size = n * n
    adj = [[] for _ in range(size)]
    for y in range(n):
        for x in range(n):
            v = y * n + x
            for dx, dy in ((1, 0), (0, 1)):
                if x + dx < n and y + dy < n:
                    u = (y + dy) * n + x + dx
                    w = (v * 31 + u * 17) % 19 + 1
                    adj[v].append((u, w))
                    adj[u].append((v, w))
    dist, heap = {0: 0}, [(0, 0)]
    while heap:
        d, v = heapq.heappop(heap)
        if d > dist[v]:
            continue
        for u, w in adj[v]:
            nd = d + w
            if nd < dist.get(u, 1 << 60):
                dist[u] = nd
                heapq.heappush(heap, (nd, u))
    seen, q, far = [False] * size, deque([(0, 0)]), 0
    seen[0] = True
    while q:
        v, far = q.popleft()
        for u, _ in adj[v]:
            if not seen[u]:
                seen[u] = True
                q.append((u, far + 1))
    parent = list(range(size))

    def find(v):
        while parent[v] != v:
            parent[v] = parent[parent[v]]
            v = parent[v]
        return v
    weight = 0
    for w, a, b in sorted((w, v, u) for v in range(size) for u, w in adj[v] if v < u):
        ra, rb = find(a), find(b)
        if ra != rb:
            parent[ra] = rb
            weight += w
    return dist[size - 1], far, weight


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
