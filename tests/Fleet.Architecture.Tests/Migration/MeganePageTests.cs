namespace Fleet.Architecture.Tests.Migration;

/// <summary>A user of Megane finds every name that they know.</summary>
public class MeganePageTests
{
    private static readonly string[] s_promises =
    [
        "Automatic clustering and sharding of your bot across CPU cores", "Central data store that all clusters can access and modify",
        "Simple and extensible way to get users, channels, and guilds from other clusters", "Run eval over IPC", "Restart individual clusters instead of the whole bot at once",
        "Create worker processes to interact with APIs or do other expensive or central tasks", "Automatic collection of statistics", "(IPC) Optional messages in text channels",
        "Rolling restart helper", "Re-sharding", "Improve IPC usability (need suggestions)", "A way to easily extend the stats returned by workers",
    ];

    // Of Megane 0.13: its options, what it tells its workers, the methods and events of its manager, the hooks of its workers, their messages, and its figures.
    private static readonly string[] s_names =
    [
        "path", "token", "guildsPerShard", "shardCount", "auto-lbs", "clusterCount", "clientOptions", "timeout", "nodeArgs", "ipcSocket", "statsInterval", "cacheAllMembers",
        "FIRST_SHARD", "LAST_SHARD", "TOTAL_SHARDS", "CLUSTER_ID", "MAX_CONCURRENCY", "SERVICE_NAME", "SERVICE_PATH",
        "spawn", "registerService", "restart", "restartAll", "kill", "respawn", "clusters", "services", "stats", "store", "ipc", "eval", "isMaster",
        "serviceSpawn", "serviceReady", "clusterSpawn", "clusterReady", "allClustersReady", "shardConnected", "shardReady", "shardResumed", "shardDisconnected", "statsUpdated",
        "allMembersCached", "debug", "error",
        "launch", "init", "constructor", "sendReady", "shutdown", "getStats", "handleCommand", "asResponse", "asError", "getUser", "getChannel", "getGuild", "client", "id", "name", "manager",
        "send", "sendTo", "broadcast", "sendCommand", "sendServiceCommand", "sendClusterCommand", "receptive", "fetchUser", "fetchUsers", "fetchChannel", "fetchChannels", "fetchGuild",
        "fetchGuilds", "clusterId", "guildId", "all", "idOnly", "includeMembers", "sendClusterEval", "broadcastClusterEval", "sendServiceEval", "broadcastServiceEval", "sendMasterEval",
        "GET", "SET", "disconnect",
        "memory", "cpu", "guilds", "uptime", "shardLatency", "shardStatus", "results", "errors",
    ];

    private readonly MigrationPage _page = new("coming-from-megane.md");

    [Fact]
    public void Page_HasARowForEveryName() => s_names.Concat(s_promises).Except(_page.Names).ShouldBeEmpty();

    [Fact]
    public void List_HasEveryNameOfTheReadme()
    {
        var readme = Readme.With("Megane distributes your shards across (logical) CPU cores");
        string[] names =
        [
            .. readme.Find(@"^\t(\w+): "),
            .. readme.Find(@"\{ (\w+): 'example-service'"),
            .. readme.Find(@"'example-service', (\w+):"),
            .. readme.Find(@"\}, \{ (\w+): true \}"),
            .. readme.Find(@"manager\.(?!on\b|once\b)(\w+)\("),
            .. readme.Find(@"manager\.(?:on|once)\('(\w+)'"),
            .. readme.Find(@"^\t(?:async )?(\w+)\([^)]*\) \{"),
            .. readme.Find(@"this\.ipc\.(\w+)\("),
            .. readme.Find(@"this\.(\w+)"),
            .. readme.Find(@"\{ (isMaster) \}"),
        ];

        names.Except(s_names).ShouldBeEmpty();
        readme.Part("\n## Features", "\n## Considerations").Find("^- (.+?)\r?$").Except(s_promises).ShouldBeEmpty();
    }
}
