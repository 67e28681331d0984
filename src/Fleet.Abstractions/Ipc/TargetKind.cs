namespace Fleet;

/// <summary>What a <see cref="Target"/> names. The numbers are on the wire.</summary>
public enum TargetKind
{
    /// <summary>The Admiral itself.</summary>
    Admiral = 0,

    /// <summary>One service, by name.</summary>
    Service = 1,

    /// <summary>One cluster, by number.</summary>
    Cluster = 2,

    /// <summary>The cluster that owns a shard.</summary>
    Shard = 3,

    /// <summary>The cluster that owns a channel.</summary>
    Channel = 4,

    /// <summary>Every cluster.</summary>
    AllClusters = 5,

    /// <summary>Every service.</summary>
    AllServices = 6,

    /// <summary>Every cluster and every service.</summary>
    Everyone = 7,
}
