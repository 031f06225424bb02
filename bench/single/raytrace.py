"""A small ray tracer: vectors as objects, spheres, a plane, shadows and reflection."""
import math
N = 190


class V:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, o):
        return V(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return V(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return V(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def reflect(self, n):
        return self - n * (2 * self.dot(n))


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre, self.radius, self.colour, self.shine = centre, radius, colour, shine

    def hit(self, origin, ray):
        cp = self.centre - origin
        v = cp.dot(ray)
        disc = self.radius * self.radius - (cp.dot(cp) - v * v)
        if disc < 0:
            return None
        d = v - math.sqrt(disc)
        return d if d > 1e-4 else None

    def normal(self, p):
        return (p - self.centre).unit()

    def base(self, p):
        return self.colour


class Floor:
    shine = 0.1

    def hit(self, origin, ray):
        if abs(ray.y) < 1e-6:
            return None
        d = -origin.y / ray.y
        return d if d > 1e-4 else None

    def normal(self, p):
        return V(0.0, 1.0, 0.0)

    def base(self, p):
        return 1.0 if (math.floor(p.x) + math.floor(p.z)) % 2 == 0 else 0.3


class Scene:
    def __init__(self):
        self.things = [Sphere(V(0.0, 1.0, 6.0), 1.0, 0.9, 0.4), Sphere(V(1.8, 0.7, 5.0), 0.7, 0.6, 0.2),
                       Sphere(V(-1.7, 0.6, 4.5), 0.6, 0.8, 0.3), Floor()]
        self.light = V(5.0, 9.0, -4.0)

    def nearest(self, origin, ray):
        best, what = 1e9, None
        for t in self.things:
            d = t.hit(origin, ray)
            if d is not None and d < best:
                best, what = d, t
        return best, what

    def colour(self, origin, ray, depth):
        d, what = self.nearest(origin, ray)
        if what is None:
            return 0.2 + 0.3 * max(ray.y, 0.0)
        p = origin + ray * d
        n = what.normal(p)
        to_light = (self.light - p).unit()
        c = 0.1
        _, blocked = self.nearest(p, to_light)
        if blocked is None:
            c += max(0.0, n.dot(to_light)) * 0.9
        c *= what.base(p)
        if depth and what.shine:
            c += self.colour(p, ray.reflect(n), depth - 1) * what.shine
        return c


def bench(n):
    scene, eye = Scene(), V(0.0, 1.5, -2.0)
    total = 0.0
    for y in range(n):
        for x in range(n):
            total += scene.colour(eye, V((x - n / 2) / n, (n / 2 - y) / n, 1.0).unit(), 2)
    return round(total, 6)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
