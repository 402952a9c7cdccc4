MASK = (1 << 128) - 1


def pi_fraction(bits: int) -> int:
    guard = 64
    one = 1 << (bits + guard)

    def arctan_inverse(n: int) -> int:
        power = one // n
        total, k = power, 1
        while power:
            power //= n * n
            k += 2
            total += -(power // k) if k % 4 == 3 else power // k
        return total

    pi = 4 * (4 * arctan_inverse(5) - arctan_inverse(239))
    return (pi - 3 * one) >> guard


def constants() -> list[int]:
    digits = pi_fraction(512)
    return [(digits >> shift) & MASK for shift in (384, 256, 128, 0)]


OFFSET, *MULTIPLIERS = constants()
ROUNDS = [word | 1 for word in MULTIPLIERS]


def permute(x: int) -> int:
    x = (x + OFFSET) & MASK
    for multiplier in ROUNDS:
        x ^= x >> 64
        x = x * multiplier & MASK
    return x ^ x >> 64


def mix(a: int, b: int) -> int:
    p = permute(a)
    rotated = (p << 53 | p >> 75) & MASK
    return permute((rotated + b) & MASK)


def of_bytes(data: bytes) -> int:
    state = mix(8, len(data))
    for start in range(0, len(data), 16):
        state = mix(state, int.from_bytes(data[start : start + 16], "little"))
    return state


class Atom(str):
    pass


def value_hash(value: object) -> int:
    match value:
        case bool():
            result = mix(1, int(value))
        case int():
            result = mix(2, value & (1 << 64) - 1)
        case Atom():
            result = mix(4, of_bytes(value.encode()))
        case str():
            result = mix(3, of_bytes(value.encode()))
        case list():
            total = sum(mix(7, value_hash(member)) for member in value)
            result = mix(mix(5, len(value)), total & MASK)
        case tuple():
            result = function_hash(list(enumerate(value, 1)))
        case dict():
            result = function_hash(list(value.items()))
        case _:
            raise TypeError(type(value))
    return result or 1


def function_hash(pairs: list[tuple[object, object]]) -> int:
    total = sum(mix(value_hash(key), value_hash(value)) for key, value in pairs)
    return mix(mix(6, len(pairs)), total & MASK)


def literal(word: int) -> str:
    digits = f"{word:032x}"
    return "0x" + "_".join(digits[i : i + 4] for i in range(0, 32, 4))


def main() -> None:
    print("constants")
    for word in (OFFSET, *ROUNDS):
        print(f"    {literal(word)},")
    print("mix")
    for a, b in [(0, 0), (0, 1), (1, 0), (1, 2), (MASK, MASK), (1 << 127, 1 << 64)]:
        print(f"    ({literal(a)}, {literal(b)}, {literal(mix(a, b))}),")
    print("of_bytes")
    for data in ["", "a", "sixteen bytes ok", "seventeen bytes !", "\0"]:
        escaped = data.replace("\0", "\\0")
        print(f'    ("{escaped}", {literal(of_bytes(data.encode()))}),')
    print("values")
    samples: dict[str, object] = {
        "FALSE": False,
        "TRUE": True,
        "0": 0,
        "1": 1,
        "-1": -1,
        "2^60": 1 << 60,
        "-2^63": -(1 << 63),
        '"1"': "1",
        '""': "",
        "atom 1": Atom("1"),
        "{}": [],
        "{1, TRUE}": [1, True],
        "<<>>": (),
        "<<1, 1>>": (1, 1),
        "{<<1>>}": [(1,)],
        "[a |-> 1, b |-> {2}]": {"a": 1, "b": [2]},
        "(0 :> 1 @@ a1 :> <<>>)": {0: 1, Atom("a1"): ()},
    }
    for name, value in samples.items():
        print(f"    {literal(value_hash(value))}, // {name}")


if __name__ == "__main__":
    main()
