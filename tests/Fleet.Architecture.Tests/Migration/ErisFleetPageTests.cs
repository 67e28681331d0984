namespace Fleet.Architecture.Tests.Migration;

/// <summary>A user of eris-fleet finds every name that they know.</summary>
public class ErisFleetPageTests
{
    private static readonly string[] s_promises =
    [
        "Clustering across cores", "Sharding", "Recalculate shards with minimal downtime", "Customizable logging", "Fetch data from across clusters easily", "Services (non-eris workers)",
        "IPC to communicate between clusters, other clusters, and services", "Detailed stats collection", "Use a modified version of eris",
        "Soft cluster and service restarts where the old worker is killed after the new one is ready", "Graceful shutdowns",
    ];

    // Of eris-fleet 0.3 to 1.0.2: its options, the methods of its IPC, its workers and its Admiral, its events, what it logs, and its figures.
    private static readonly string[] s_names =
    [
        "path", "BotWorker", "token", "guildsPerShard", "shards", "clusters", "clientOptions", "timeout", "serviceTimeout", "clusterTimeout", "nodeArgs", "statsInterval", "services",
        "firstShardID", "lastShardID", "lessLogging", "whatToLog", "whatToLog.whitelist", "whatToLog.blacklist", "killTimeout", "fetchTimeout", "objectLogging", "startingStatus", "customClient",
        "useCentralRequestHandler", "loadCodeImmediately", "overrideConsole", "startServicesTogether", "maxConcurrencyOverride", "shutdownTogether", "broadcastAdmiralEvents", "maxRestarts",
        "softKillNotificationPeriod",
        "register", "unregister", "broadcast", "sendTo", "sendToAdmiral", "admiralBroadcast", "command", "serviceCommand", "clusterCommand", "allClustersCommand",
        "clusterEval", "serviceEval", "allClustersEval", "fetchUser", "fetchGuild", "fetchChannel", "fetchMember", "getStats", "collectStats", "getWorkers",
        "restartCluster", "restartAllClusters", "restartService", "restartAllServices", "shutdownCluster", "shutdownService", "createService", "totalShutdown", "reshard",
        "copyMap", "clear", "delete", "get", "has", "set", "log", "info", "debug", "warn", "error", "serviceReady", "serviceStartingError", "handleCommand", "shutdown", "updateBotWorker",
        "bot", "ipc", "clusterID", "serviceName", "workerID",
        "clusterReady", "clusterShutdown", "serviceShutdown", "ready", "stats", "reshardingComplete", "shardReady", "shardConnect", "shardDisconnect", "shardResume", "softRestartPending",
        "gateway_shards", "admiral_start", "shards_spread", "stats_update", "all_clusters_launched", "all_services_launched", "cluster_launch", "service_launch", "cluster_start",
        "service_start", "service_ready", "cluster_ready", "code_loaded", "shard_connect", "shard_ready", "shard_disconnect", "shard_resume", "service_restart", "cluster_restart",
        "service_shutdown", "cluster_shutdown", "total_shutdown", "resharding_transition_complete", "resharding_transition", "resharding_worker_killed", "concurrency_group_starting",
        "guilds", "users", "members", "clustersRam", "servicesRam", "masterRam", "totalRam", "voice", "largeGuilds", "shardCount", "id", "uptime", "ram", "ipcLatency", "shardStats", "latency",
        "status", "name", "timestamp",
    ];

    private readonly MigrationPage _page = new("coming-from-eris-fleet.md");

    [Fact]
    public void Page_HasARowForEveryName() => s_names.Concat(s_promises).Except(_page.Names).ShouldBeEmpty();

    [Fact]
    public void List_HasEveryNameOfTheReadme()
    {
        var readme = Readme.With("A spin-off of [eris-sharder]");
        string[] names =
        [
            .. readme.Part("\n## Admiral", "\n### Choose what to log").Find(@"^\| ([a-z][A-Za-z.]*) +\|"),
            .. readme.Part("\n### Choose what to log", "\n## IPC").Find("'([a-z_]+)'"),
            .. readme.Find(@"this\.ipc\.(\w+)\("),
            .. readme.Find(@"process\.send\(\{op: ""(\w+)"""),
            .. readme.Find(@"Admiral\.(?!on\b)(\w+)\("),
            .. readme.Find(@"Admiral\.on\('(\w+)'"),
            .. readme.Find(@"ipc\.register\(""(\w+)"""),
            .. readme.Find(@"this\.(?!handleMessage\b)(\w+)"),
            .. readme.Part("\n## Stats", "\n## Using a specific version").Find(@"^ +(\w+): "),
        ];

        names.Except(s_names).ShouldBeEmpty();
        readme.Part("\n## Highlighted Features", "\n# Installation").Find("^- (.+?)\r?$").Except(s_promises).ShouldBeEmpty();
    }
}
