namespace Fleet.Protocol.Budgets;

/// <summary>How shards identify: the Admiral's answer to a worker that asks.</summary>
/// <param name="Budget">The budget whose permits are needed, with the shard's group as the key; null where there is no limit.</param>
/// <param name="Groups">How many groups there are; the group of a shard is its number modulo this. 0 where there is no limit.</param>
public sealed record IdentifyTerms(string? Budget, int Groups);
