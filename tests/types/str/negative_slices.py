"""Slices with negative bounds of short strings."""
s = "hello"
for a in range(-7, 8):
    print([s[a:b] for b in range(-7, 8)], s[a:], s[:a])
