namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>O5, of the Admiral. What it holds has not grown by more than the bounds when a run is over.</summary>
/// <param name="Bytes">How much resident memory it may have gained.</param>
/// <param name="Handles">How many open files.</param>
/// <param name="Threads">How many threads.</param>
internal sealed record GrowthOracle(long Bytes, int Handles, int Threads)
{
    /// <summary>Compares.</summary>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public IReadOnlyList<string> Check(ProcessSize before, ProcessSize after)
    {
        List<string> wrong = [];
        if (after.Bytes - before.Bytes > Bytes) wrong.Add($"the Admiral has grown by {(after.Bytes - before.Bytes) >> 20} MiB, from {before.Bytes >> 20}");
        if (after.Handles - before.Handles > Handles) wrong.Add($"the Admiral has {after.Handles - before.Handles} open files more than its {before.Handles}: {before.Kinds}; now {after.Kinds}");
        if (after.Threads - before.Threads > Threads) wrong.Add($"the Admiral has {after.Threads - before.Threads} threads more than its {before.Threads}");
        if (after.Zombies > 0) wrong.Add($"the Admiral has {after.Zombies} children that it has not heard the end of");
        return wrong;
    }
}
