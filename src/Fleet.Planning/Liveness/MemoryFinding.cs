namespace Fleet.Planning.Liveness;

/// <summary>What the samples of a worker's memory say so far; to be given with the next sample.</summary>
/// <param name="Over">How many in a row lay above the limit, as far as that is counted.</param>
/// <param name="Bytes">The last sample.</param>
/// <param name="IsBloated">Whether it has had too much for too long, or will soon have far too much.</param>
/// <param name="IsOvergrown">Whether it has so much that it is not waited for.</param>
/// <param name="Why">In words that can stand after a colon; empty where neither is so.</param>
public readonly record struct MemoryFinding(int Over, long Bytes, bool IsBloated, bool IsOvergrown, string Why);
