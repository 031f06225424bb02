"""json: dumping and loading nested data."""
import json
N = 2300


def bench(n):
    data = {"users": [{"id": i, "name": f"user {i}", "tags": ["a", "b\n", "é"], "score": i * 1.5, "ok": i % 2 == 0, "none": None,
                       "nested": {"x": [1, 2, [3, {"y": "z" * (i % 10)}]]}} for i in range(60)]}
    total = 0
    for i in range(n):
        s = json.dumps(data)
        total += len(s)
        back = json.loads(s)
        total += len(back["users"]) + back["users"][i % 60]["id"]
        if i % 10 == 0:
            total += len(json.dumps(back, indent=2, sort_keys=True))
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
