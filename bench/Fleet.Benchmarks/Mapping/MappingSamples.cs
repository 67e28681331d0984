namespace Fleet.Benchmarks.Mapping;

/// <summary>One value of each message.</summary>
internal static class MappingSamples
{
    public static GeneratedQuery GeneratedQuery { get; } = new("ada", 4711);

    public static EmittedQuery EmittedQuery { get; } = new("ada", 4711);

    public static GeneratedCluster GeneratedCluster { get; } = new(
        "cluster-3#7", 31337, 187_465_728, 12.5, 86_400, 1_234_567, 7_654_321, true,
        [.. Enumerable.Range(0, 16).Select(i => new GeneratedShard(i, "ready", 1000 + i, 250_000 + (i * 37), 41.25 + i, 5_000_000 + (i * 999), i % 3))]);

    public static EmittedCluster EmittedCluster { get; } = new(
        "cluster-3#7", 31337, 187_465_728, 12.5, 86_400, 1_234_567, 7_654_321, true,
        [.. Enumerable.Range(0, 16).Select(i => new EmittedShard(i, "ready", 1000 + i, 250_000 + (i * 37), 41.25 + i, 5_000_000 + (i * 999), i % 3))]);

    public static object[] Generated { get; } =
    [
        GeneratedQuery, new GeneratedJoined("ada", "grace", 1, true), new GeneratedMessage("ada", "grace", "hello", 2, false, 100), new GeneratedBan("ada", "x", null, 600),
        new GeneratedScore("grace", 1.5, 3), new GeneratedRanking("ada", new GeneratedScore("grace", 1.5, 3), null, 1), new GeneratedSetting("a", "b", false),
        new GeneratedProgress { Task = "t", Share = 0.5, Done = 1, Left = 1 }, GeneratedCluster.Shards[0], GeneratedCluster,
    ];

    public static object[] Emitted { get; } =
    [
        EmittedQuery, new EmittedJoined("ada", "grace", 1, true), new EmittedMessage("ada", "grace", "hello", 2, false, 100), new EmittedBan("ada", "x", null, 600),
        new EmittedScore("grace", 1.5, 3), new EmittedRanking("ada", new EmittedScore("grace", 1.5, 3), null, 1), new EmittedSetting("a", "b", false),
        new EmittedProgress { Task = "t", Share = 0.5, Done = 1, Left = 1 }, EmittedCluster.Shards[0], EmittedCluster,
    ];
}
