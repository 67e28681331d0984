namespace Fleet.Architecture.Tests;

/// <summary>A user of eris-fleet finds every name that they know.</summary>
public class MigrationPageTests
{
    // Of eris-fleet 0.3 to 1.0.2: its options, the methods of its IPC, its workers and its Admiral, and its events.
    private static readonly string[] s_names =
    [
        "path", "BotWorker", "token", "guildsPerShard", "shards", "clusters", "clientOptions", "timeout", "serviceTimeout", "clusterTimeout", "nodeArgs", "statsInterval", "services",
        "firstShardID", "lastShardID", "lessLogging", "whatToLog", "killTimeout", "fetchTimeout", "objectLogging", "startingStatus", "customClient", "useCentralRequestHandler",
        "loadCodeImmediately", "overrideConsole", "startServicesTogether", "maxConcurrencyOverride", "shutdownTogether", "broadcastAdmiralEvents", "maxRestarts", "softKillNotificationPeriod",
        "register", "unregister", "broadcast", "sendTo", "sendToAdmiral", "admiralBroadcast", "command", "serviceCommand", "clusterCommand", "allClustersCommand",
        "clusterEval", "serviceEval", "allClustersEval", "fetchUser", "fetchGuild", "fetchChannel", "fetchMember", "getStats", "collectStats", "getWorkers",
        "restartCluster", "restartAllClusters", "restartService", "restartAllServices", "shutdownCluster", "shutdownService", "createService", "totalShutdown", "reshard",
        "copyMap", "clear", "delete", "get", "has", "set", "log", "info", "debug", "warn", "error", "serviceReady", "serviceStartingError", "handleCommand", "shutdown", "updateBotWorker",
        "clusterReady", "clusterShutdown", "serviceShutdown", "ready", "stats", "reshardingComplete", "shardReady", "shardConnect", "shardDisconnect", "shardResume", "softRestartPending",
    ];

    [Fact]
    public void Page_HasARowForEveryNameOfErisFleet()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "coming-from-eris-fleet.md"));
        var named = page.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(','))
            .Select(name => name.Trim(' ', '`'))
            .ToHashSet(StringComparer.Ordinal);

        s_names.Except(named).ShouldBeEmpty();
    }
}
