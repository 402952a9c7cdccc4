"""The benchmark suite: definitions, engines, measurements, results, tables."""
