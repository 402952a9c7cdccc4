"""Wide and shallow: each of `N` clerks files one of `K` forms, once, in any order. A state in
which all have is no deadlock: to be checked with `--no-deadlock`.
"""

import fastcheck as fc


class Choices(fc.Model):
    """`(K + 1) ** N` states on `N + 1` levels."""

    N: int = fc.const(6)
    K: int = fc.const(9)

    form: dict[int, int]  # 0 while none is filed

    @fc.init
    def start(self) -> None:
        """Nothing is filed."""
        self.form = dict.fromkeys(range(1, self.N + 1), 0)

    @fc.action(i=lambda self: range(1, self.N + 1), k=lambda self: range(1, self.K + 1))
    def file(self, i: int, k: int) -> None:
        """Clerk `i` files form `k`."""
        fc.require(self.form[i] == 0)
        self.form[i] = k
